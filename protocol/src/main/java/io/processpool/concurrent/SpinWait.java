package io.processpool.concurrent;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

/**
 * A short wait that keeps its processor awake, before a thread lies down: to wake a halted
 * processor can take longer than a round trip to another process. It yields all the while, so
 * whoever has work goes first.
 *
 * <p>Whether that pays depends on where the system puts the threads, so it is found out: of
 * spinning and lying down what was shorter of late is done, and now and then the other. Where waits
 * are long nobody spins. One thread at a time spins, others lie down. Thread-safe.
 */
public final class SpinWait {

  /** How long one takes at most. */
  public static final long LONGEST_NANOS = 200_000;

  /** Every so many waits what seems to be the longer way is tried. */
  static final int TRIAL = 32;

  private static final int MOST_LEFT_OUT = 64;

  /** What the last wait counts for. */
  private static final double SHARE = 0.125;

  private final Ticker ticker;
  private final long mostNanos;
  private final AtomicBoolean busy = new AtomicBoolean();

  // Guarded by who holds busy. The times are of short waits, 0 before there was one.
  private double spunNanos;
  private double lainNanos;
  private int waits;
  private int leftOut;
  private int toLeaveOut;

  /** What came of it. */
  public enum Attempt {
    /** What was waited for is there. */
    CAME,
    /** It did not come in time. */
    VAIN,
    /** It was not tried; the caller lies down and tells how long that took. */
    LEFT_OUT
  }

  /**
   * A wait that has not been tried.
   *
   * @param mostNanos how long it may take, 0 for never
   */
  public SpinWait(Ticker ticker, long mostNanos) {
    this.ticker = ticker;
    this.mostNanos = mostNanos;
  }

  /** One that is always left out. */
  public static SpinWait never() {
    return new SpinWait(Ticker.SYSTEM, 0);
  }

  /**
   * Waits a moment, if that seems to be the shorter way.
   *
   * @param come whether what is waited for is there; asked again and again
   */
  public Attempt until(BooleanSupplier come) {
    if (mostNanos == 0 || !busy.compareAndSet(false, true)) {
      return Attempt.LEFT_OUT;
    }
    try {
      return choosesToSpin() ? spin(come) : Attempt.LEFT_OUT;
    } finally {
      busy.set(false);
    }
  }

  /** A wait without spinning took that long. */
  public void lay(long nanos) {
    if (nanos < mostNanos && busy.compareAndSet(false, true)) {
      lainNanos = mean(lainNanos, nanos);
      busy.set(false);
    }
  }

  private boolean choosesToSpin() {
    if (lainNanos == 0) {
      return false; // no wait was short
    }
    if (leftOut < toLeaveOut) {
      leftOut++;
      return false;
    }
    leftOut = 0;
    boolean seemsShorter = spunNanos <= lainNanos;
    return seemsShorter != (++waits % TRIAL == 0);
  }

  @SuppressWarnings("ThreadPriorityCheck") // whoever has work goes first: nothing else says so
  private Attempt spin(BooleanSupplier come) {
    long begun = ticker.nanos();
    long took;
    boolean came;
    do {
      Thread.yield();
      came = come.getAsBoolean();
      took = ticker.nanos() - begun;
    } while (!came && took < mostNanos);
    if (came) {
      spunNanos = mean(spunNanos, took);
      toLeaveOut = 0;
      return Attempt.CAME;
    }
    // Twice as often each time it is in vain, so that long waits cost next to nothing.
    toLeaveOut = Math.min(MOST_LEFT_OUT, 2 * toLeaveOut + 1);
    return Attempt.VAIN;
  }

  private static double mean(double before, long nanos) {
    return before == 0 ? Math.max(1, nanos) : before + (nanos - before) * SHARE;
  }
}
