package io.processpool.cli.lesson;

import io.processpool.concurrent.Ticker;

/**
 * Work for one core that no compiler can shorten: each step needs the one before, and several make
 * no simpler one, as the steps of a linear generator do for Java 25.
 */
public final class BusyWork {

  private static final int TRIALS = 9;
  private static final long TRIAL_STEPS = 1_000_000;

  private BusyWork() {}

  /**
   * Works.
   *
   * @param seed where it begins
   * @param steps about two nanoseconds each
   * @return where it ends, the same on every machine
   */
  public static long run(long seed, long steps) {
    long x = seed | 1;
    for (long i = 0; i < steps; i++) {
      x ^= x << 13;
      x ^= x >>> 7;
      x ^= x << 17;
    }
    return x;
  }

  /**
   * Finds out how fast this machine is.
   *
   * @param ticker the clock
   * @return steps in a microsecond, of the best of some trials
   */
  public static double stepsPerMicrosecond(Ticker ticker) {
    long bestNanos = Long.MAX_VALUE;
    long seed = 1;
    for (int i = 0; i < TRIALS; i++) {
      long startNanos = ticker.nanos();
      seed = run(seed, TRIAL_STEPS);
      bestNanos = Math.min(bestNanos, ticker.nanos() - startNanos);
    }
    // Asked for, so that the trials are not compiled away; these steps never lead to 0.
    return seed == 0 ? 0 : TRIAL_STEPS * 1e3 / Math.max(1, bestNanos);
  }
}
