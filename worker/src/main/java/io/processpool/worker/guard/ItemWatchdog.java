package io.processpool.worker.guard;

import io.processpool.concurrent.NamedThreads;
import io.processpool.concurrent.Ticker;
import io.processpool.worker.run.ItemWatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Ends the worker when an item runs over its limit: the item is told and interrupted, has a moment
 * to stop, and then the process goes, since code that was interrupted anywhere may have left
 * anything.
 *
 * <p>Moves: idle → watching → idle, or watching → expired, for good. The thread sleeps until the
 * deadline it saw; an item with an earlier one wakes it.
 */
public final class ItemWatchdog implements ItemWatch {

  /** How long an item may take to stop once it was interrupted. */
  static final long GRACE_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Ticker ticker;
  private final Runnable end;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition begun = lock.newCondition();
  private final Condition over = lock.newCondition();

  // Guarded by lock.
  private @Nullable RunningItem current;
  private long deadline;
  private boolean sleeps;
  private long sleepsUntil;
  private boolean expired;

  /**
   * A watchdog.
   *
   * @param ticker the clock
   * @param end ends the process; called on the watchdog's thread
   */
  public ItemWatchdog(Ticker ticker, Runnable end) {
    this.ticker = ticker;
    this.end = end;
  }

  /** Starts the thread. */
  public void start(NamedThreads threads) {
    threads.start("watchdog", this::watch);
  }

  @Override
  public void begins(RunningItem item) {
    lock.lock();
    try {
      current = item;
      deadline = ticker.nanos() + item.limitNanos();
      if (!sleeps || deadline - sleepsUntil < 0) {
        begun.signal();
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public boolean ends() {
    lock.lock();
    try {
      current = null;
      over.signal();
      return !expired;
    } finally {
      lock.unlock();
    }
  }

  private void watch() {
    try {
      RunningItem late = awaitExpiry();
      late.expire();
      awaitEndOfItem();
    } catch (InterruptedException e) {
      // Nobody interrupts the watchdog; without one, limits could not be kept.
    }
    end.run();
  }

  private RunningItem awaitExpiry() throws InterruptedException {
    lock.lock();
    try {
      while (true) {
        RunningItem running = current;
        long left = deadline - ticker.nanos();
        if (running != null && left <= 0) {
          expired = true;
          return running;
        }
        sleeps = running != null;
        sleepsUntil = deadline;
        if (running == null) {
          begun.await();
        } else {
          begun.awaitNanos(left);
        }
      }
    } finally {
      lock.unlock();
    }
  }

  private void awaitEndOfItem() throws InterruptedException {
    lock.lock();
    try {
      long left = GRACE_NANOS;
      while (current != null && left > 0) {
        left = over.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }
}
