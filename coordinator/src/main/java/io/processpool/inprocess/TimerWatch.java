package io.processpool.inprocess;

import io.processpool.worker.run.ItemWatch;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Tells and interrupts an item over its limit, which is all that can be done to a thread. One item
 * at a time; the lock keeps the interrupt from reaching the next one.
 */
final class TimerWatch implements ItemWatch {

  private final ScheduledExecutorService timer;
  private final Object lock = new Object();

  // Guarded by lock.
  private @Nullable RunningItem current;
  private @Nullable Future<?> alarm;

  TimerWatch(ScheduledExecutorService timer) {
    this.timer = timer;
  }

  @Override
  public void begins(RunningItem item) {
    synchronized (lock) {
      current = item;
      alarm = timer.schedule(() -> expire(item), item.limitNanos(), TimeUnit.NANOSECONDS);
    }
  }

  @Override
  public boolean ends() {
    synchronized (lock) {
      current = null;
      if (alarm != null) {
        alarm.cancel(false);
      }
      Thread.interrupted(); // an expiry meant the item that is over
      return true;
    }
  }

  private void expire(RunningItem item) {
    synchronized (lock) {
      if (current == item) {
        item.expire();
      }
    }
  }
}
