package io.processpool.cli.lesson;

import static java.util.Objects.requireNonNull;

import io.processpool.Pool;
import io.processpool.PoolBuilder;
import io.processpool.api.JobOptions;
import io.processpool.cli.options.ByteSize;
import io.processpool.cli.options.CommonOptions;
import io.processpool.cli.options.UsageException;
import io.processpool.cli.report.Recorders;
import io.processpool.cli.stop.StopRequest;
import io.processpool.concurrent.Ticker;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Repeats, measures, and opens pools as the command line says. For the main thread; to be closed.
 */
public final class Bench implements AutoCloseable {

  /** A variant that took this long is repeated no more, so that a slow machine ends in time. */
  private static final double MOST_SECONDS = 1;

  private final CommonOptions common;
  private final int repetitions;
  private final Ticker ticker;
  private final StopRequest stop;
  private final Recorders recorders;
  private final Set<Pool> open = ConcurrentHashMap.newKeySet();
  private @Nullable Pool pool;
  private @Nullable Measured<List<Long>> poolStart;

  /**
   * Nothing is measured yet.
   *
   * @param common the user's options
   * @param repetitions how often a variant is measured at most
   * @param ticker the clock
   * @param stop asked between measurements
   * @param recorders told of every pool
   */
  public Bench(
      CommonOptions common, int repetitions, Ticker ticker, StopRequest stop, Recorders recorders) {
    this.common = common;
    this.repetitions = repetitions;
    this.ticker = ticker;
    this.stop = stop;
    this.recorders = recorders;
  }

  /**
   * Measures a variant. A quick one runs once before that, so that compilers are done with it.
   *
   * @param variant what to measure
   * @param <R> its result
   * @return all repetitions
   */
  public <R> Measured<R> measure(Supplier<Sample<R>> variant) {
    Timed<R> first = time(variant);
    boolean warmUp = first.seconds < MOST_SECONDS / 2;
    List<Double> seconds = new ArrayList<>();
    Timed<R> last = warmUp ? time(variant) : first;
    double sum = last.seconds;
    seconds.add(last.seconds);
    while (seconds.size() < repetitions && sum < MOST_SECONDS) {
      last = time(variant);
      seconds.add(last.seconds);
      sum += last.seconds;
    }
    return new Measured<>(Seconds.of(seconds), seconds.size(), last.sample);
  }

  /**
   * Measures what cannot be repeated.
   *
   * @param variant what to measure
   * @param <R> its result
   * @return the only repetition
   */
  public <R> Measured<R> measureOnce(Supplier<Sample<R>> variant) {
    Timed<R> only = time(variant);
    return new Measured<>(Seconds.of(List.of(only.seconds)), 1, only.sample);
  }

  private <R> Timed<R> time(Supplier<Sample<R>> variant) {
    checkpoint();
    long startNanos = ticker.nanos();
    Sample<R> sample = variant.get();
    return new Timed<>((ticker.nanos() - startNanos) / 1e9, sample);
  }

  /**
   * To be called now and then by what takes long in this process.
   *
   * @throws StoppedException if the user wants an end
   */
  public void checkpoint() {
    if (stop.reason().isPresent()) {
      throw new StoppedException();
    }
  }

  /** Ends what runs in pools, which fails there then. From any thread; blocks for a moment. */
  void abort() {
    open.forEach(Pool::terminate);
  }

  private record Timed<R>(double seconds, Sample<R> sample) {}

  /**
   * The pool of all lessons that leave one as they found it; its workers have answered already.
   *
   * @return not to be closed
   */
  public Pool pool() {
    Pool known = pool;
    if (known == null) {
      known = openPool("lesson", builder -> builder.workers(common.workers()));
      pool = known;
      poolStart = waitForWorkers(known);
    }
    return known;
  }

  /**
   * How long it took to start that pool.
   *
   * @return its workers' processes by place, when they had all answered
   */
  public Measured<List<Long>> poolStart() {
    var unused = pool();
    return requireNonNull(poolStart);
  }

  /**
   * Opens a pool for one lesson.
   *
   * @param name its name
   * @param settings what it needs beyond the heap the user wants
   * @return to be closed
   */
  public Pool openPool(String name, Consumer<PoolBuilder> settings) {
    PoolBuilder builder = Pool.builder().name(name);
    settings.accept(builder);
    builder.workerArchive(common.workerArchive());
    common.workerHeap().map(ByteSize::bytes).ifPresent(builder::workerHeap);
    recorders.attachTo(name, builder);
    try {
      Pool opened = builder.open();
      open.add(opened);
      if (stop.reason().isPresent()) { // meanwhile; whoever asked did not see this one
        opened.terminate();
      }
      return opened;
    } catch (IllegalArgumentException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
  }

  /**
   * Waits until every worker of a fresh pool has answered.
   *
   * @param pool the pool
   * @return how long that took, and their processes by place
   */
  public Measured<List<Long>> waitForWorkers(Pool pool) {
    return measureOnce(
        () -> Sample.local(List.copyOf(pool.broadcast(() -> ProcessHandle.current().pid()))));
  }

  /**
   * The user's options for a job.
   *
   * @param label its name
   * @return chunk size and the like
   */
  public JobOptions jobOptions(String label) {
    return common.jobOptions(label);
  }

  /**
   * How many workers the user wants.
   *
   * @return 1 or more
   */
  public int workers() {
    return common.workers();
  }

  /**
   * How often variants are measured.
   *
   * @return at most this often
   */
  public int repetitions() {
    return repetitions;
  }

  /**
   * The clock.
   *
   * @return what everything is measured with
   */
  public Ticker ticker() {
    return ticker;
  }

  @Override
  public void close() {
    if (pool != null) {
      pool.close();
    }
  }
}
