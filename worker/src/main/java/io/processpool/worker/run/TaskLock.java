package io.processpool.worker.run;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A lock that the task thread takes for each item and waits for, and that others only try. Since
 * nobody waits for the task thread, it need not look for anybody when it lets go: both ways cost it
 * one atomic operation. Not reentrant.
 */
final class TaskLock {

  private final AtomicBoolean held = new AtomicBoolean();

  /** The task thread while it waits. */
  private volatile @Nullable Thread waiting;

  /** Waits. Task thread only. */
  void lock() {
    if (!tryLock()) {
      await();
    }
  }

  private void await() {
    boolean interrupted = false;
    waiting = Thread.currentThread();
    while (!tryLock()) {
      LockSupport.park(this);
      interrupted |= Thread.interrupted(); // or no later wait would wait
    }
    waiting = null;
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Lets go of what {@link #lock} took. Task thread only. */
  void unlock() {
    held.setRelease(false);
  }

  /** Takes it if nobody has it. Other threads. */
  boolean tryLock() {
    return held.compareAndSet(false, true);
  }

  /** Lets go of what {@link #tryLock} took. */
  void unlockTried() {
    held.set(false);
    LockSupport.unpark(waiting);
  }
}
