package io.processpool.api;

import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * The eventual result of an asynchronous job. Thread-safe.
 *
 * <p>{@link Future#get()} throws {@link java.util.concurrent.ExecutionException} with the job's
 * {@link PoolException} as its cause, {@link #join()} throws that exception itself. Stages that are
 * added before it completes run on callback threads of the pool, where they may block and use the
 * pool; but on the thread that calls {@link #cancel}, if that completes it. A stage added later, or
 * when the pool has ended, runs on the thread that adds it, unless it is an {@code async} one. What
 * a stage throws is in the stage that follows and is not logged.
 *
 * @param <R> the result
 */
public interface JobFuture<R extends @Nullable Object> extends Future<R>, CompletionStage<R> {

  /**
   * Waits for the result. An interrupt does not end this; it ends {@link Future#get()}.
   *
   * @return the result
   * @throws PoolException the failure of the job
   * @throws RuntimeException what the input threw, if the input failed
   * @throws java.util.concurrent.CancellationException if it was cancelled
   * @throws java.util.concurrent.CompletionException around an error or a checked exception of the
   *     input
   */
  R join();

  /**
   * Whether the job ended with a result.
   *
   * @return false if it failed or was cancelled
   * @throws IllegalStateException if it is not done
   */
  boolean isSuccessful();

  /**
   * Cancels the job: what was not begun never begins, and the running code is told ({@code
   * WorkerContext.isCancelled()}); with {@code mayInterruptIfRunning} it is interrupted, too, and a
   * worker whose code does not end within 5 s of that is replaced.
   *
   * <p>Cancelling again with {@code mayInterruptIfRunning} stops what the first time let go on. The
   * job is over before stages of this future run.
   *
   * @param mayInterruptIfRunning whether running code is stopped as well
   * @return false if the job had ended already in another way
   */
  @Override
  boolean cancel(boolean mayInterruptIfRunning);

  /**
   * Where the time went and what crossed the wire, so far or, once it is done, in all.
   *
   * @return a snapshot
   */
  JobReport report();
}
