package io.processpool.fleet;

import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** The one thread on which a fleet decides. Any thread may hand something to it. */
final class FleetThread {

  private final ScheduledExecutorService executor;
  private final Consumer<Throwable> failed;

  /**
   * Decides on this thread.
   *
   * @param executor has one thread; drops what comes after its end
   * @param failed told of what is thrown there
   */
  FleetThread(ScheduledExecutorService executor, Consumer<Throwable> failed) {
    this.executor = executor;
    this.failed = failed;
  }

  void post(Runnable task) {
    executor.execute(() -> guarded(task));
  }

  Future<?> later(long millis, Runnable task) {
    return executor.schedule(() -> guarded(task), millis, TimeUnit.MILLISECONDS);
  }

  private void guarded(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException | Error e) {
      failed.accept(e);
    }
  }
}
