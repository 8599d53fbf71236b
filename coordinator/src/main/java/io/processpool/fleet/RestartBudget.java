package io.processpool.fleet;

import io.processpool.concurrent.Ticker;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * Says when workers die faster than they work. An item that is answered clears the account.
 * Confined to the fleet's thread, except {@link #worked}.
 */
final class RestartBudget {

  /** That many deaths in a row in one place before the worker was ready are too many. */
  static final int MOST_FAILED_STARTS = 3;

  /** More starts in a row in one place are not ended by keys, but by what runs there. */
  static final int MOST_INTERRUPTED_STARTS = 3;

  private static final int LEAST_DEATHS = 5;
  private static final long SPAN_NANOS = TimeUnit.SECONDS.toNanos(60);
  private static final long FIRST_BACKOFF_MILLIS = 100;
  private static final long LONGEST_BACKOFF_MILLIS = 5_000;

  private final int mostDeaths;
  private final Ticker ticker;
  private final Random jitter;
  private final Deque<Long> deaths = new ArrayDeque<>();
  private final int[] failedStarts;
  private final int[] interruptedStarts;
  private volatile boolean worked;
  private boolean hasStarted;

  RestartBudget(int workers, Ticker ticker, Random jitter) {
    this.mostDeaths = Math.max(LEAST_DEATHS, 2 * workers);
    this.failedStarts = new int[workers];
    this.interruptedStarts = new int[workers];
    this.ticker = ticker;
    this.jitter = jitter;
  }

  /** An item was answered. Any thread. */
  void worked() {
    if (!worked) {
      worked = true;
    }
  }

  /** The worker of a place reported ready. */
  void started(int place) {
    failedStarts[place] = 0;
    interruptedStarts[place] = 0;
    hasStarted = true;
  }

  /** Whether a start that ended by a signal of the terminal is nobody's fault. */
  boolean excusesInterrupt(int place) {
    return ++interruptedStarts[place] <= MOST_INTERRUPTED_STARTS;
  }

  /** Whether any worker ever reported ready. */
  boolean hasStarted() {
    return hasStarted;
  }

  /**
   * A worker died that was not told to.
   *
   * @param place where it was
   * @param wasReady whether it had reported ready
   * @return whether the pool should give up
   */
  boolean died(int place, boolean wasReady) {
    if (worked) {
      worked = false;
      deaths.clear();
    }
    long now = ticker.nanos();
    while (!deaths.isEmpty() && now - deaths.getFirst() > SPAN_NANOS) {
      deaths.removeFirst();
    }
    deaths.addLast(now);
    if (!wasReady) {
      failedStarts[place]++;
    }
    return isStuck(place) || deaths.size() > mostDeaths;
  }

  /**
   * How long to wait before the next launch in a place: nothing after a death at work, more and
   * more after failed starts.
   */
  long backoffMillis(int place) {
    int failed = failedStarts[place];
    if (failed == 0) {
      return 0;
    }
    long base = Math.min(LONGEST_BACKOFF_MILLIS, FIRST_BACKOFF_MILLIS << Math.min(10, failed - 1));
    return base / 2 + jitter.nextLong(base);
  }

  private boolean isStuck(int place) {
    return failedStarts[place] >= MOST_FAILED_STARTS;
  }

  /** Which limit the last death in a place has passed. */
  String limits(int place) {
    return isStuck(place)
        ? failedStarts[place]
            + " workers in a row ended before they were ready, in place "
            + place
            + " (limit "
            + MOST_FAILED_STARTS
            + ")"
        : deaths.size()
            + " workers died within 60 s without an item done (limit "
            + mostDeaths
            + ")";
  }
}
