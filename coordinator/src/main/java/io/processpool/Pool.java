package io.processpool;

import io.processpool.JobLauncher.Task;
import io.processpool.api.CloseReport;
import io.processpool.api.JobFuture;
import io.processpool.api.JobOptions;
import io.processpool.api.Outcome;
import io.processpool.api.PoolStats;
import io.processpool.api.Results;
import io.processpool.api.WorkerInfo;
import io.processpool.job.Deadline;
import io.processpool.job.JobSetup.Delivery;
import io.processpool.message.CallShape;
import io.processpool.task.Shared;
import io.processpool.task.SharedBuffer;
import io.processpool.task.TaskBiFunction;
import io.processpool.task.TaskFunction;
import io.processpool.task.TaskSupplier;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;

/**
 * A pool of worker JVMs that run functions over items. Thread-safe.
 *
 * <pre>{@code
 * try (Pool pool = Pool.open()) {
 *   List<Integer> squares = pool.map(x -> x * x, List.of(1, 2, 3));
 * }
 * }</pre>
 *
 * <p><b>What travels.</b> Functions, arguments and results are copied to another process and back:
 * a task cannot change the caller's objects or static fields. What cannot be copied, or is larger
 * than 256 MiB or nested more than 500 objects deep, is refused with {@link
 * io.processpool.api.NotSendableException}, a function before any worker is bothered.
 *
 * <p><b>How often a task runs.</b> Results are delivered exactly once. When a worker dies, the item
 * it ran is tried again, {@value JobOptions#DEFAULT_MAX_ATTEMPTS} times in all; others without a
 * result, not begun or just ended, move. So a task with side effects may run more than once, unless
 * {@link JobOptions#atMostOnce()} is set. What a task throws is final, but for {@link
 * JobOptions#retryOn}.
 *
 * <p><b>Failures.</b> An item that fails fails alone, whatever chunk it travelled in. What fails in
 * the pool extends {@link io.processpool.api.PoolException}; what the input throws is left as it
 * is.
 *
 * <p><b>Waiting.</b> Methods that wait end when their result, a failure or the end of the pool
 * comes. An interrupt ends the waiting with {@link io.processpool.api.JobCancelledException},
 * leaves the thread interrupted, and for the collecting calls cancels the job.
 *
 * <p><b>Not closed.</b> A pool ends with its program. One that is referred to no more, nor its lazy
 * results and executor, is closed with a warning: work finishes, then processes end.
 */
public final class Pool implements DefaultCalls, AutoCloseable {

  private final PoolCore core;
  private final JobLauncher jobs;

  Pool(PoolCore core) {
    this.core = core;
    this.jobs = new JobLauncher(core, this);
    Abandoned.watch(this, core.end());
  }

  /**
   * Opens a pool with one worker per available core; else as {@link #open(int)}.
   *
   * @return a pool to be closed
   */
  public static Pool open() {
    return builder().open();
  }

  /**
   * Opens a pool.
   *
   * @param workers how many worker JVMs, 1 to 1024
   * @return a pool to be closed
   * @throws IllegalArgumentException if the number is out of its range
   * @throws io.processpool.api.WorkerStartException if workers cannot be started here at all
   */
  public static Pool open(int workers) {
    return builder().workers(workers).open();
  }

  /** {@return a fresh builder, which collects settings for a pool} */
  public static PoolBuilder builder() {
    return new PoolBuilder();
  }

  @Override
  public JobOptions defaults() {
    return core.settings().defaults();
  }

  /**
   * Calls the function for every item and collects the results. Blocks. As {@code
   * multiprocessing.Pool.map}.
   *
   * @param function what to call
   * @param items read lazily, by this thread
   * @param options how the job runs
   * @param <T> the items
   * @param <R> the results
   * @return the results in input order
   * @throws io.processpool.api.PoolException the failure that {@link JobOptions#onError} names
   */
  @Override
  public <T extends @Nullable Object, R extends @Nullable Object> List<R> map(
      TaskFunction<? super T, ? extends R> function,
      Iterable<? extends T> items,
      JobOptions options) {
    return jobs.collect(new Task(function, CallShape.FUNCTION, options), items);
  }

  /**
   * {@link #map} without blocking: the items are read by a thread of the pool. As {@code
   * map_async}.
   *
   * @param function what to call
   * @param items read lazily
   * @param options how the job runs
   * @param <T> the items
   * @param <R> the results
   * @return the eventual results, in input order
   */
  @Override
  public <T extends @Nullable Object, R extends @Nullable Object> JobFuture<List<R>> mapAsync(
      TaskFunction<? super T, ? extends R> function,
      Iterable<? extends T> items,
      JobOptions options) {
    return jobs.collectAsync(new Task(function, CallShape.FUNCTION, options), items);
  }

  /**
   * Calls the function for every item; results come in input order while later ones are computed.
   * As {@code imap}.
   *
   * @param function what to call
   * @param items read lazily, by the thread that takes the results; may be endless
   * @param options how the job runs
   * @param <T> the items
   * @param <R> the results
   * @return the results, to be exhausted or closed
   */
  @Override
  public <T extends @Nullable Object, R extends @Nullable Object> Results<R> imap(
      TaskFunction<? super T, ? extends R> function,
      Iterable<? extends T> items,
      JobOptions options) {
    return jobs.lazy(new Task(function, CallShape.FUNCTION, options), items, Delivery.ORDERED);
  }

  /**
   * {@link #imap} with results as they come. As {@code imap_unordered}.
   *
   * @param function what to call
   * @param items read lazily, by the thread that takes the results; may be endless
   * @param options how the job runs
   * @param <T> the items
   * @param <R> the results
   * @return the results, to be exhausted or closed
   */
  @Override
  public <T extends @Nullable Object, R extends @Nullable Object> Results<R> imapUnordered(
      TaskFunction<? super T, ? extends R> function,
      Iterable<? extends T> items,
      JobOptions options) {
    return jobs.lazy(new Task(function, CallShape.FUNCTION, options), items, Delivery.UNORDERED);
  }

  /**
   * {@link #imap} with failures as values.
   *
   * @param function what to call
   * @param items read lazily, by the thread that takes the outcomes; may be endless
   * @param options how the job runs
   * @param <T> the items
   * @param <R> the results
   * @return one outcome per item in input order, to be exhausted or closed
   */
  @Override
  public <T extends @Nullable Object, R extends @Nullable Object> Results<Outcome<T, R>> outcomes(
      TaskFunction<? super T, ? extends R> function,
      Iterable<? extends T> items,
      JobOptions options) {
    return jobs.outcomes(new Task(function, CallShape.FUNCTION, options), items);
  }

  /**
   * {@link #map} with two arguments per item. As {@code starmap}.
   *
   * @param function what to call
   * @param pairs read lazily, by this thread
   * @param options how the job runs
   * @param <A> the first arguments
   * @param <B> the second arguments
   * @param <R> the results
   * @return the results in input order
   * @throws io.processpool.api.PoolException the failure with the lowest index
   */
  @Override
  public <A extends @Nullable Object, B extends @Nullable Object, R extends @Nullable Object>
      List<R> starmap(
          TaskBiFunction<? super A, ? super B, ? extends R> function,
          Iterable<? extends Map.Entry<? extends A, ? extends B>> pairs,
          JobOptions options) {
    PairItems items = new PairItems(pairs);
    return jobs.collect(Task.ofPairs(function, items, options), items);
  }

  /**
   * {@link #starmap} without blocking. As {@code starmap_async}.
   *
   * @param function what to call
   * @param pairs read lazily, by a thread of the pool
   * @param options how the job runs
   * @param <A> the first arguments
   * @param <B> the second arguments
   * @param <R> the results
   * @return the eventual results, in input order
   */
  @Override
  public <A extends @Nullable Object, B extends @Nullable Object, R extends @Nullable Object>
      JobFuture<List<R>> starmapAsync(
          TaskBiFunction<? super A, ? super B, ? extends R> function,
          Iterable<? extends Map.Entry<? extends A, ? extends B>> pairs,
          JobOptions options) {
    PairItems items = new PairItems(pairs);
    return jobs.collectAsync(Task.ofPairs(function, items, options), items);
  }

  /**
   * Calls the function once in a worker. Blocks. As {@code apply}.
   *
   * @param function what to call
   * @param argument its argument
   * @param options how the job runs
   * @param <T> the argument
   * @param <R> the result
   * @return the result
   * @throws io.processpool.api.PoolException the failure of the call
   */
  @Override
  public <T extends @Nullable Object, R extends @Nullable Object> R apply(
      TaskFunction<? super T, ? extends R> function, T argument, JobOptions options) {
    return jobs.call(
        new Task(function, CallShape.FUNCTION, options), Collections.singletonList(argument));
  }

  /**
   * {@link #apply} without blocking. As {@code apply_async}.
   *
   * @param function what to call
   * @param argument its argument
   * @param options how the job runs
   * @param <T> the argument
   * @param <R> the result
   * @return the eventual result
   */
  @Override
  public <T extends @Nullable Object, R extends @Nullable Object> JobFuture<R> applyAsync(
      TaskFunction<? super T, ? extends R> function, T argument, JobOptions options) {
    return jobs.callAsync(
        new Task(function, CallShape.FUNCTION, options), Collections.singletonList(argument));
  }

  /**
   * Calls the function once in a worker, without blocking.
   *
   * @param function what to call
   * @param options how the job runs
   * @param <R> the result
   * @return the eventual result
   */
  @Override
  public <R extends @Nullable Object> JobFuture<R> submit(
      TaskSupplier<? extends R> function, JobOptions options) {
    return jobs.submit(new Task(function, CallShape.SUPPLIER, options));
  }

  /**
   * Calls the function once on every worker. Blocks until all have answered, so it waits for the
   * busy ones. A worker that dies is asked again after its replacement started.
   *
   * @param function what to call
   * @param options how the job runs; chunk size and window are not used
   * @param <R> the results
   * @return the results by worker index
   * @throws io.processpool.api.PoolException the failure with the lowest index
   */
  @Override
  public <R extends @Nullable Object> List<R> broadcast(
      TaskSupplier<? extends R> function, JobOptions options) {
    return jobs.broadcast(new Task(function, CallShape.SUPPLIER, options));
  }

  /**
   * Sends a value to each worker once, however many items use it: captured by a function or placed
   * in an item, a handle travels instead. The value, up to 2 GiB, is encoded now, into a file that
   * stays, as the value does, until the pool is closed; a worker reads it when a task first asks.
   *
   * @param value any value that can be sent; not to be changed afterwards
   * @param <T> its type
   * @return its handle, good until the pool is closed
   * @throws io.processpool.api.NotSendableException if it cannot be sent
   * @throws io.processpool.api.PoolException if the file cannot be written
   */
  public <T extends @Nullable Object> Shared<T> share(T value) {
    return core.share(value);
  }

  /**
   * {@link #share} for bytes, which workers map into their memory, read-only and without a copy.
   *
   * @param bytes what remains in it is shared; it is copied now and not touched
   * @return its handle, good until the pool is closed
   * @throws io.processpool.api.PoolException if the file cannot be written
   */
  public SharedBuffer shareBuffer(ByteBuffer bytes) {
    return core.shareBuffer(bytes);
  }

  /**
   * {@return this pool for code that wants an executor} Tasks must be sendable, so a lambda needs a
   * cast: {@code (Callable<Integer> & Serializable) () -> 42}. Its {@code shutdown} closes the
   * pool, {@code shutdownNow} is {@link #terminate()}; what fails in {@code execute} is logged.
   */
  public ExecutorService asExecutorService() {
    return new PoolExecutorService(core, jobs, defaults());
  }

  /** {@return a snapshot of what the pool is doing} */
  public PoolStats stats() {
    return core.stats();
  }

  /** {@return a snapshot of the pool's workers, by index} */
  public List<WorkerInfo> workers() {
    return core.workers();
  }

  /**
   * What the pool is made of and doing, for a bug report: settings, workers, jobs, chunks, the last
   * deaths. Its form may change. Holds no items, results, or values of variables and properties.
   *
   * @return some lines of text
   */
  public String dump() {
    return core.dump();
  }

  /** Refuses new work from now on; what was accepted goes on. Does not block. Idempotent. */
  public void shutdown() {
    core.end().shutdown();
  }

  /**
   * Refuses new work, waits for what was submitted, and ends the workers, which have 5 s for their
   * shutdown hooks. Lazy results that were not taken are cancelled, and waits for a back-off
   * ({@link JobOptions#retryOn}) are cut short. When interrupted it ends everything at once and
   * leaves the thread interrupted. Idempotent, from any thread that no job waits for.
   *
   * @throws IllegalStateException if it is called by the input (its iterator, its items' encoding)
   *     or the {@code retryOn} predicate of a job of this pool that is not lazy
   */
  @Override
  public void close() {
    core.end().close(Deadline.none(core.ticker()), false);
  }

  /**
   * {@link #close()} within a limit; what is not done by then is cancelled, the workers killed.
   *
   * @param limit how long to wait for work and workers; ending them by force may take a moment more
   * @return what became of the work
   * @throws IllegalStateException as {@link #close()}
   */
  public CloseReport close(Duration limit) {
    return core.end().close(Deadline.in(core.ticker(), limit), true);
  }

  /**
   * Kills the workers now; what is pending fails with {@link
   * io.processpool.api.PoolClosedException}. Returns when they are gone and, or 1 s later, futures
   * are complete; or on interrupt. Idempotent.
   */
  public void terminate() {
    core.end().terminate();
  }

  @Override
  public String toString() {
    return core.toString();
  }
}
