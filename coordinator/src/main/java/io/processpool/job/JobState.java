package io.processpool.job;

import io.processpool.concurrent.SpinWait;
import io.processpool.concurrent.SpinWait.Attempt;
import java.util.concurrent.Future;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What the threads of a job share, with the lock that guards all of it. */
final class JobState<T extends @Nullable Object> {

  /** The job's lock; held for sums and moves of lists. */
  final ReentrantLock lock = new ReentrantLock();

  private final Condition changed = lock.newCondition();

  /** How often it changed; who spins looks at it without the lock, which writers hold. */
  private volatile long changes;

  /** Where each item is. Guarded by lock, as all below. */
  final JobBooks<T> books;

  private @Nullable Supplier<? extends RuntimeException> error;
  private @Nullable Future<?> alarm;
  private boolean ended;
  private boolean finished;
  private long endNanos;

  JobState(JobBooks<T> books) {
    this.books = books;
  }

  /** A waiting consumer may look again. */
  @SuppressWarnings("NonAtomicVolatileUpdate") // under the lock
  void signal() {
    changes++;
    changed.signalAll();
  }

  /**
   * Waits for a change, a moment without the lock and then lying down.
   *
   * @param what the message of the exception, without the limit
   * @throws TimeoutException if the moment has passed
   */
  void await(SpinWait spin, Deadline deadline, String what)
      throws InterruptedException, TimeoutException {
    long seen = changes;
    Attempt attempt = Attempt.VAIN;
    if (deadline.remainingNanos() > SpinWait.LONGEST_NANOS) {
      lock.unlock();
      try {
        attempt = spin.until(() -> changes != seen);
      } finally {
        lock.lock();
      }
    }
    if (changes == seen) {
      long nanos = deadline.await(changed, what);
      if (attempt == Attempt.LEFT_OUT) {
        spin.lay(nanos);
      }
    }
  }

  boolean isEnded() {
    return ended;
  }

  /** Whether it ended in order, with all that was begun. */
  boolean isFinished() {
    return finished;
  }

  /** When it ended, or now. */
  long untilNanos(long now) {
    return ended ? endNanos : now;
  }

  /** What to cancel at the end; at once if that has come. */
  void setAlarm(Future<?> set) {
    alarm = set;
    if (ended) {
      set.cancel(false);
    }
  }

  /**
   * Ends the job; once.
   *
   * @param why makes the exception of those who wait, {@code null} if they have all they want
   * @param now when
   * @param keepReady whether answers that are there may still be taken
   */
  void end(@Nullable Supplier<? extends RuntimeException> why, long now, boolean keepReady) {
    ended = true;
    finished = why == null && !books.hasOpenChunks() && books.isSettled();
    error = why;
    endNanos = now;
    books.dropHeld();
    if (!keepReady) {
      books.clear();
    }
    if (alarm != null) {
      alarm.cancel(false);
    }
    signal();
  }

  /** Makes the exception of what ended it; {@code null} if nothing has, or in order. */
  @Nullable Supplier<? extends RuntimeException> error() {
    return error;
  }

  void throwIfFailed() {
    if (error != null) {
      throw error.get();
    }
  }
}
