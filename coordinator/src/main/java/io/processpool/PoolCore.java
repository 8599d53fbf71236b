package io.processpool;

import io.processpool.api.CloseReport;
import io.processpool.api.JobOptions;
import io.processpool.api.PoolClosedException;
import io.processpool.api.PoolException;
import io.processpool.api.PoolStats;
import io.processpool.api.WorkerInfo;
import io.processpool.backend.JobSpec;
import io.processpool.chunk.ItemSource;
import io.processpool.concurrent.NamedThreads;
import io.processpool.concurrent.Ticker;
import io.processpool.dispatch.DispatchStats;
import io.processpool.fleet.FleetSettings;
import io.processpool.fleet.StopReport;
import io.processpool.inprocess.InProcessWorkers;
import io.processpool.job.Codecs;
import io.processpool.job.Deadline;
import io.processpool.job.JobRegistry;
import io.processpool.job.JobRun;
import io.processpool.job.JobSetup;
import io.processpool.message.CallShape;
import io.processpool.message.PayloadBlock;
import io.processpool.message.RemoteFailure;
import io.processpool.payload.BlockDecoder;
import io.processpool.payload.PayloadSettings;
import io.processpool.payload.RoundTrip;
import io.processpool.payload.UnsendableException;
import io.processpool.result.FailureTranslator;
import io.processpool.task.Shared;
import io.processpool.task.SharedBuffer;
import io.processpool.trace.IpcLog;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A pool's life: opens it, admits jobs, ends it.
 *
 * <p>Moves: RUNNING → SHUTDOWN → CLOSED, and RUNNING → CLOSED by {@link #terminate}. Thread-safe.
 */
final class PoolCore {

  private static final Logger LOG = LoggerFactory.getLogger(PoolCore.class);

  /** How long workers may take to go by themselves. */
  private static final Duration GRACE = Duration.ofSeconds(5);

  /** Nobody waits longer, and nanoseconds count no further than some hundred years. */
  private static final Duration LONGEST_LIMIT = Duration.ofDays(36_500);

  /** Longer than the whole ladder of ending workers. */
  private static final Duration LADDER = Duration.ofSeconds(10);

  private final PoolSettings settings;
  private final Codecs codecs;
  private final FailureTranslator failures;
  private final ExecutorService callbacks;
  private final Crew crew;
  private final PoolShares shares;
  private final JobRegistry registry = new JobRegistry();
  private final AtomicInteger nextJob = new AtomicInteger(1);
  private final AtomicReference<PoolStats.State> state =
      new AtomicReference<>(PoolStats.State.RUNNING);
  private final AtomicBoolean tidied = new AtomicBoolean();
  private final CompletableFuture<Integer> ended = new CompletableFuture<>();
  private final Thread hook;
  private final Ticker ticker = Ticker.SYSTEM;

  private PoolCore(PoolSettings settings) {
    this.settings = settings;
    NamedThreads threads = new NamedThreads(settings.name());
    this.callbacks = threads.onDemand("callback");
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
            ? openThreads(coding, threads, initializer)
            : openProcesses(coding, threads, initializer);
    this.hook = threads.unstarted("exit-hook", this::endWithJvm);
  }

  static PoolCore open(PoolSettings settings) {
    PoolCore core = new PoolCore(settings);
    try {
      Runtime.getRuntime().addShutdownHook(core.hook);
    } catch (IllegalStateException e) {
      core.terminate();
      throw new PoolClosedException(settings.name(), "the JVM is shutting down");
    }
    LOG.debug("{}: opened with {} workers", settings.name(), settings.workers());
    return core;
  }

  private Crew openProcesses(
      PayloadSettings coding, NamedThreads threads, PayloadBlock initializer) {
    return ProcessCrew.open(
        settings,
        new ProcessCrew.Needs(
            threads,
            ticker,
            callbacks,
            initializer,
            new FleetSettings.Limits(
                coding.maxDepth(),
                coding.maxValueBytes(),
                settings.recycling().maxGrowth().orElse(0)),
            this::rebuild));
  }

  private Crew openThreads(PayloadSettings coding, NamedThreads threads, PayloadBlock initializer) {
    return ThreadCrew.open(
        new InProcessWorkers.Settings(
            settings.name(),
            settings.workers(),
            coding,
            initializer,
            worker ->
                callbacks.execute(
                    () ->
                        Callbacks.guarded(
                            settings.name(),
                            "pool listener",
                            () -> settings.listener().onWorkerReady(worker)))),
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
      RoundTrip.check(value, codecs.preflight());
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
    requireRunning();
    PayloadBlock function = encode("function", call.function());
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
                    function),
                ItemSource.of(call.items(), options.sizeHint()),
                call.delivery(),
                watch,
                new JobSetup.Services(crew.backend(), codecs, ticker, crew::later)));
    options.onProgress().ifPresent(listener -> watch.tell(run, listener));
    run.begin();
    registry.add(run, lazy);
    if (state.get() != PoolStats.State.RUNNING) {
      run.fail(this::closed, true); // closed meanwhile; nobody else would end it
      throw closed();
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

  private static long nanosOrLongest(Duration limit) {
    return limit.compareTo(LONGEST_LIMIT) < 0 ? limit.toNanos() : LONGEST_LIMIT.toNanos();
  }

  <V extends @Nullable Object> Shared<V> share(V value) {
    requireRunning();
    return shares.share(value, crew.folder(), codecs.preflight());
  }

  SharedBuffer shareBuffer(ByteBuffer bytes) {
    requireRunning();
    return shares.shareBuffer(bytes, crew.folder());
  }

  JobRegistry registry() {
    return registry;
  }

  void requireRunning() {
    if (state.get() != PoolStats.State.RUNNING) {
      throw closed();
    }
  }

  boolean isShutdown() {
    return state.get() != PoolStats.State.RUNNING;
  }

  boolean isEnded() {
    return ended.isDone();
  }

  private PoolException closed() {
    return new PoolClosedException(
        settings.name(), "the pool is closed; open another one for more work");
  }

  void shutdown() {
    state.compareAndSet(PoolStats.State.RUNNING, PoolStats.State.SHUTDOWN);
  }

  /** Waits until all jobs have ended, as long as the deadline allows; lazy ones are ended. */
  CloseReport close(Deadline deadline, boolean bounded) {
    shutdown();
    registry.failLazy(this::closed);
    boolean inTime = awaitJobs(deadline);
    Duration grace = bounded ? left(deadline) : GRACE;
    int killed = end(inTime ? grace : Duration.ZERO);
    JobRegistry.Totals totals = registry.totals();
    return new CloseReport(totals.ok(), totals.failed(), totals.cancelled(), killed);
  }

  /** Ends the workers, without anybody waiting for it, once all jobs have ended. */
  void endWhenDone() {
    callbacks.execute(() -> close(Deadline.none(ticker), false));
  }

  /** Whether the pool ended before the deadline. Waits for it. */
  boolean awaitEnd(Deadline deadline) throws InterruptedException {
    try {
      ended.get(Math.max(0, deadline.remainingNanos()), TimeUnit.NANOSECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException("the end of a pool does not fail", e);
    }
  }

  private static Duration left(Deadline deadline) {
    Duration left = Duration.ofNanos(Math.max(0, deadline.remainingNanos()));
    return left.compareTo(GRACE) < 0 ? left : GRACE;
  }

  private boolean awaitJobs(Deadline deadline) {
    try {
      return registry.awaitEmpty(deadline);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  void terminate() {
    end(Duration.ZERO);
  }

  /** Ends the workers and waits for that; whoever comes second waits for the first. */
  private int end(Duration grace) {
    state.set(PoolStats.State.CLOSED);
    crew.hold();
    registry.failAll(this::closed);
    crew.stop(grace).thenAccept(this::afterStop);
    boolean interrupted = Thread.interrupted();
    try {
      return ended.get(grace.plus(LADDER).toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      interrupted = true;
      crew.stop(Duration.ZERO);
      return 0;
    } catch (TimeoutException | ExecutionException e) {
      LOG.error("{}: workers did not end; they are left to themselves", settings.name(), e);
      return 0;
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void afterStop(StopReport report) {
    if (tidied.getAndSet(true)) {
      return;
    }
    try {
      IpcLog.poolClosed(settings.name(), crew.traffic());
      callbacks.shutdown();
      removeHook();
    } finally {
      ended.complete(report.killed()); // last, so that nothing of the pool comes after its end
    }
  }

  private void removeHook() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The JVM is ending; the hook finds nothing to do.
    }
  }

  /** The program ends without closing: workers must not stay, nor must it wait for them long. */
  private void endWithJvm() {
    terminate();
  }

  PoolStats stats() {
    DispatchStats dispatch = crew.stats();
    JobRegistry.Totals totals = registry.totals();
    return new PoolStats(
        settings.name(),
        state.get() == PoolStats.State.RUNNING && dispatch.broken()
            ? PoolStats.State.BROKEN
            : state.get(),
        crew.workers(),
        totals.ok(),
        totals.failed(),
        dispatch.queuedChunks(),
        dispatch.inFlightChunks(),
        crew.lost(),
        dispatch.lateAnswers(),
        crew.traffic());
  }

  List<WorkerInfo> workers() {
    return crew.workers();
  }

  Ticker ticker() {
    return ticker;
  }
}
