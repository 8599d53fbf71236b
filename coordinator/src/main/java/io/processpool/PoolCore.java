package io.processpool;

import io.processpool.api.JobOptions;
import io.processpool.api.PoolStats;
import io.processpool.api.WorkerInfo;
import io.processpool.backend.JobSpec;
import io.processpool.bulk.BulkFolder;
import io.processpool.chunk.ItemSource;
import io.processpool.concurrent.NamedThreads;
import io.processpool.concurrent.SpinWait;
import io.processpool.concurrent.Ticker;
import io.processpool.dispatch.DispatchStats;
import io.processpool.fleet.FleetSettings;
import io.processpool.inprocess.InProcessWorkers;
import io.processpool.job.Codecs;
import io.processpool.job.JobRegistry;
import io.processpool.job.JobRun;
import io.processpool.job.JobSetup;
import io.processpool.message.CallShape;
import io.processpool.message.PayloadBlock;
import io.processpool.message.RemoteFailure;
import io.processpool.payload.BlockDecoder;
import io.processpool.payload.PayloadSettings;
import io.processpool.payload.UnsendableException;
import io.processpool.process.Machine;
import io.processpool.result.FailureTranslator;
import io.processpool.result.PredicateJudge;
import io.processpool.task.Shared;
import io.processpool.task.SharedBuffer;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A pool's parts: makes them, admits jobs, tells how it stands. Thread-safe. */
final class PoolCore {

  private static final Logger LOG = LoggerFactory.getLogger(PoolCore.class);

  /** Nobody waits longer, and nanoseconds count no further than some hundred years. */
  private static final Duration LONGEST_LIMIT = Duration.ofDays(36_500);

  private final PoolSettings settings;
  private final Codecs codecs;
  private final FailureTranslator failures;
  private final ExecutorService callbacks;
  private final PoolNews news;
  private final Crew crew;
  private final PoolShares shares;
  private final JobRegistry registry = new JobRegistry();
  private final StatelessFunctions functions = new StatelessFunctions();
  private final AtomicInteger nextJob = new AtomicInteger(1);
  private final Optional<BulkFolder> bulk;
  private final PredicateJudge judge;
  private final SpinWait spin;
  private final PoolEnd end;
  private final Ticker ticker = Ticker.SYSTEM;

  private PoolCore(
      PoolSettings settings, Nesting nesting, NamedThreads threads, ExecutorService callbacks) {
    this.settings = settings;
    this.callbacks = callbacks;
    this.news = new PoolNews(settings, callbacks, ticker);
    this.failures = new FailureTranslator(settings.name());
    this.shares = new PoolShares(settings.name(), failures);
    PayloadSettings coding = PayloadSettings.defaults(callerLoader()).withShared(shares.store());
    this.codecs =
        new Codecs(
            coding,
            settings.classPath().isEmpty() && !settings.inProcess()
                ? coding.withClassLoader(Pool.class.getClassLoader())
                : coding,
            coding.withClasses(settings.resultFilter()));
    PayloadBlock initializer =
        settings.initializer().map(hook -> encode("initializer", hook)).orElse(PayloadBlock.EMPTY);
    this.crew =
        settings.inProcess()
            ? openThreads(coding, threads, initializer, nesting)
            : openProcesses(coding, threads, initializer);
    this.bulk = crew.bulk();
    this.spin = settings.inProcess() ? SpinWait.never() : new SpinWait(ticker, spinNanos());
    this.judge = new PredicateJudge(settings.name(), codecs);
    this.end = new PoolEnd(settings.name(), crew, registry, news, ticker);
    end.comeWithTheProgram(threads);
    LOG.debug("{}: opened with {} workers", settings.name(), settings.workers());
  }

  static PoolCore open(PoolSettings settings) {
    Nesting nesting = Nesting.current();
    nesting.admit(settings);
    NamedThreads threads = new NamedThreads(settings.name());
    ExecutorService callbacks = threads.onDemand("callback");
    try {
      return new PoolCore(settings, nesting, threads, callbacks);
    } catch (RuntimeException | Error e) { // nobody else would end them
      callbacks.shutdown();
      throw e;
    }
  }

  private Crew openProcesses(
      PayloadSettings coding, NamedThreads threads, PayloadBlock initializer) {
    return ProcessCrew.open(
        settings,
        new ProcessCrew.Needs(
            threads,
            ticker,
            callbacks,
            news,
            initializer,
            new FleetSettings.Limits(
                coding.maxDepth(),
                coding.maxValueBytes(),
                settings.recycling().maxGrowth().orElse(0),
                (int) TimeUnit.NANOSECONDS.toMicros(spinNanos())),
            this::rebuild));
  }

  /** Who spins takes a processor: nobody does where there are fewer than workers. */
  private long spinNanos() {
    return settings.workers() <= Machine.current().processors() ? SpinWait.LONGEST_NANOS : 0;
  }

  private Crew openThreads(
      PayloadSettings coding, NamedThreads threads, PayloadBlock initializer, Nesting nesting) {
    return ThreadCrew.open(
        new InProcessWorkers.Settings(
            settings.name(),
            settings.workers(),
            coding,
            initializer,
            news::workerReady,
            nesting.depth() + 1),
        threads,
        ticker);
  }

  private static ClassLoader callerLoader() {
    ClassLoader context = Thread.currentThread().getContextClassLoader();
    return context != null ? context : Pool.class.getClassLoader();
  }

  private Throwable rebuild(RemoteFailure failure) {
    BlockDecoder decoder = codecs.borrowDecoder();
    try {
      return failures.rebuild(failure, decoder);
    } finally {
      codecs.giveBack(decoder);
    }
  }

  private PayloadBlock encode(String what, Object value) {
    try {
      codecs.check(value);
    } catch (UnsendableException e) {
      throw failures.notSendable(what, e.problem(), e.getCause());
    }
    return codecs.encode(
        encoder -> {
          try {
            encoder.add(value);
            return encoder.finish();
          } catch (UnsendableException e) {
            throw failures.notSendable(what, e.problem(), e.getCause());
          }
        });
  }

  PoolSettings settings() {
    return settings;
  }

  ExecutorService callbacks() {
    return callbacks;
  }

  PoolNews news() {
    return news;
  }

  /** A function and what it is called with. */
  record Call<T extends @Nullable Object>(
      Object function,
      CallShape shape,
      Iterable<? extends T> items,
      JobSetup.Delivery delivery,
      JobOptions options) {}

  /**
   * Admits a job and begins it. On the caller's thread: a function that cannot be sent is refused
   * here.
   *
   * @param watch told what the job does
   * @param lazy whether the job only goes on when its consumer does
   */
  <T extends @Nullable Object> JobRun<T> begin(Call<T> call, JobWatch watch, boolean lazy) {
    end.requireRunning();
    PayloadBlock function = functions.block(call.function(), value -> encode("function", value));
    JobOptions options = call.options();
    long seed =
        options.seed().isPresent()
            ? options.seed().getAsLong()
            : ThreadLocalRandom.current().nextLong();
    JobRun<T> run =
        new JobRun<>(
            new JobSetup<>(
                settings.name(),
                options,
                new JobSpec(
                    nextJob.getAndIncrement(),
                    call.shape(),
                    seed,
                    taskLimitMicros(options),
                    options.limits().atMostOnce(),
                    function),
                ItemSource.of(call.items(), options.sizeHint()),
                call.delivery(),
                watch,
                new JobSetup.Services(
                    crew.backend(), codecs, ticker, this::later, callbacks, judge, bulk, spin)));
    options.onProgress().ifPresent(listener -> watch.tell(run, listener));
    run.begin();
    registry.add(run, lazy);
    if (!end.isRunning()) {
      run.fail(end::closed, true); // closed meanwhile; nobody else would end it
      throw end.closed();
    }
    return run;
  }

  private static long taskLimitMicros(JobOptions options) {
    return options
        .limits()
        .taskTimeout()
        .map(limit -> Math.max(1, TimeUnit.NANOSECONDS.toMicros(nanosOrLongest(limit))))
        .orElse(0L);
  }

  private Future<?> later(Duration delay, Runnable task) {
    return crew.later(delay.compareTo(LONGEST_LIMIT) < 0 ? delay : LONGEST_LIMIT, task);
  }

  private static long nanosOrLongest(Duration limit) {
    return limit.compareTo(LONGEST_LIMIT) < 0 ? limit.toNanos() : LONGEST_LIMIT.toNanos();
  }

  <V extends @Nullable Object> Shared<V> share(V value) {
    end.requireRunning();
    return shares.share(value, crew.folder(), codecs.preflight());
  }

  SharedBuffer shareBuffer(ByteBuffer bytes) {
    end.requireRunning();
    return shares.shareBuffer(bytes, crew.folder());
  }

  JobRegistry registry() {
    return registry;
  }

  /** Ends this pool. */
  PoolEnd end() {
    return end;
  }

  String dump() {
    return new PoolDump(settings, stats(), ticker.nanos())
        .workers(news.history(), crew.stats().inFlight())
        .jobs(registry.snapshots(), crew.stats().inFlight())
        .deaths(news.history().deaths())
        .text();
  }

  PoolStats stats() {
    DispatchStats dispatch = crew.stats();
    JobRegistry.Totals totals = registry.totals();
    return new PoolStats(
        settings.name(),
        end.isRunning() && dispatch.broken() ? PoolStats.State.BROKEN : end.state(),
        crew.workers(),
        totals.ok(),
        totals.failed(),
        dispatch.queuedChunks(),
        dispatch.inFlightChunks(),
        crew.lost(),
        dispatch.lateAnswers(),
        crew.traffic());
  }

  Crew crew() {
    return crew;
  }

  List<WorkerInfo> workers() {
    return crew.workers();
  }

  Ticker ticker() {
    return ticker;
  }

  @Override
  public String toString() {
    PoolStats stats = stats();
    return "Pool[%s %s workers=%d queued=%d inFlight=%d done=%,d failed=%,d lost=%d]"
        .formatted(
            stats.pool(),
            stats.state(),
            stats.workers().size(),
            stats.chunksQueued(),
            stats.chunksInFlight(),
            stats.itemsDone(),
            stats.itemsFailed(),
            stats.workersLost());
  }
}
