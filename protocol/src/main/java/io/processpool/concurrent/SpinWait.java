package io.processpool.concurrent;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

/**
 * A short wait that keeps its processor awake, before a thread lies down: to wake a halted
 * processor takes longer than a round trip to another process. It yields all the while, so whoever
 * has work goes first. Where spinning did not pay it is left out, twice as often each time, until a
 * trial pays again. One thread at a time spins, others are told at once that it did not help.
 * Thread-safe.
 */
public final class SpinWait {

  /** How long one takes at most. */
  public static final long LONGEST_NANOS = 200_000;

  private static final int MOST_LEFT_OUT = 1 << 6;

  private final Ticker ticker;
  private final long mostNanos;
  private final AtomicBoolean busy = new AtomicBoolean();

  // Guarded by who holds busy.
  private int leftOut;
  private int toLeaveOut;

  /**
   * A wait that has not been tried.
   *
   * @param mostNanos how long it may take, 0 for never
   */
  public SpinWait(Ticker ticker, long mostNanos) {
    this.ticker = ticker;
    this.mostNanos = mostNanos;
  }

  /** One that gives up at once. */
  public static SpinWait never() {
    return new SpinWait(Ticker.SYSTEM, 0);
  }

  /**
   * Waits a moment.
   *
   * @param come whether what is waited for is there; asked again and again
   * @return whether it came
   */
  public boolean until(BooleanSupplier come) {
    if (mostNanos == 0 || !busy.compareAndSet(false, true)) {
      return false;
    }
    try {
      if (leftOut < toLeaveOut) {
        leftOut++;
        return false;
      }
      leftOut = 0;
      boolean came = spin(come);
      toLeaveOut = came ? 0 : Math.min(MOST_LEFT_OUT, 2 * toLeaveOut + 1);
      return came;
    } finally {
      busy.set(false);
    }
  }

  @SuppressWarnings("ThreadPriorityCheck") // whoever has work goes first: nothing else says so
  private boolean spin(BooleanSupplier come) {
    long begun = ticker.nanos();
    do {
      if (come.getAsBoolean()) {
        return true;
      }
      Thread.yield();
    } while (ticker.nanos() - begun < mostNanos);
    return come.getAsBoolean();
  }
}
