package io.processpool.api;

import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * The eventual result of an asynchronous job. Thread-safe.
 *
 * <p>{@link Future#get()} throws {@link java.util.concurrent.ExecutionException} with the job's
 * {@link PoolException} as its cause, {@link #join()} throws that exception itself. Stages that are
 * added without an executor run on callback threads of the pool, where they may block and use the
 * pool.
 *
 * @param <R> the result
 */
public interface JobFuture<R extends @Nullable Object> extends Future<R>, CompletionStage<R> {

  /**
   * Waits for the result.
   *
   * @return the result
   * @throws PoolException the failure of the job
   * @throws RuntimeException what the input threw, if the input failed
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
   * Cancels the job: what was not begun never begins, and with {@code mayInterruptIfRunning} the
   * running code is told ({@code WorkerContext.isCancelled()}) and interrupted.
   *
   * @param mayInterruptIfRunning whether running code is stopped as well
   * @return false if the job had ended already
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
