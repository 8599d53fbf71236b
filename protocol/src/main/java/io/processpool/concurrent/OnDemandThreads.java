package io.processpool.concurrent;

import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * As many threads as are needed at a time, and one in reserve: where the system gives no further
 * thread, tasks wait for that one instead of being lost. Thread-safe.
 */
final class OnDemandThreads extends AbstractExecutorService {

  private final ExecutorService threads;
  private final ExecutorService reserve;

  /**
   * Joins two executors.
   *
   * @param threads throws {@link OutOfMemoryError} where it gets no thread for a task
   * @param reserve has its thread already
   */
  OnDemandThreads(ExecutorService threads, ExecutorService reserve) {
    this.threads = threads;
    this.reserve = reserve;
  }

  @Override
  public void execute(Runnable task) {
    try {
      threads.execute(task);
    } catch (OutOfMemoryError e) { // "unable to create native thread"; the task was not taken
      reserve.execute(task);
    }
  }

  @Override
  public void shutdown() {
    threads.shutdown();
    reserve.shutdown();
  }

  @Override
  public List<Runnable> shutdownNow() {
    threads.shutdownNow();
    return reserve.shutdownNow();
  }

  @Override
  public boolean isShutdown() {
    return threads.isShutdown();
  }

  @Override
  public boolean isTerminated() {
    return threads.isTerminated() && reserve.isTerminated();
  }

  @Override
  public boolean awaitTermination(long limit, TimeUnit unit) throws InterruptedException {
    long end = Ticker.SYSTEM.nanos() + unit.toNanos(limit);
    return threads.awaitTermination(limit, unit)
        && reserve.awaitTermination(end - Ticker.SYSTEM.nanos(), TimeUnit.NANOSECONDS);
  }
}
