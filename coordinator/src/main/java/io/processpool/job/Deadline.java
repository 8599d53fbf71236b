package io.processpool.job;

import io.processpool.concurrent.Ticker;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Condition;

/** A moment until which to wait, or none. Immutable. */
public final class Deadline {

  private static final Duration LONGEST = Duration.ofDays(36_500);

  private final Ticker ticker;
  private final boolean bounded;
  private final long nanos;

  private Deadline(Ticker ticker, boolean bounded, long nanos) {
    this.ticker = ticker;
    this.bounded = bounded;
    this.nanos = nanos;
  }

  /** No limit. */
  public static Deadline none(Ticker ticker) {
    return new Deadline(ticker, false, 0);
  }

  /** From now on that long. */
  public static Deadline in(Ticker ticker, Duration limit) {
    Duration least = limit.isNegative() ? Duration.ZERO : limit;
    Duration bounded = least.compareTo(LONGEST) > 0 ? LONGEST : least;
    return new Deadline(ticker, true, ticker.nanos() + bounded.toNanos());
  }

  /** How long is left: 0 or less when it passed, the largest number when there is no limit. */
  public long remainingNanos() {
    return bounded ? nanos - ticker.nanos() : Long.MAX_VALUE;
  }

  /**
   * Waits for a signal, holding the condition's lock.
   *
   * @param what the message of the exception, without the limit
   * @return how long that took, in nanoseconds
   * @throws TimeoutException if the moment has passed
   */
  @SuppressWarnings("WaitNotInLoop") // the caller looks again at what it waits for
  long await(Condition signal, String what) throws InterruptedException, TimeoutException {
    long left = remainingNanos();
    if (left <= 0) {
      throw new TimeoutException(what + " within the limit; ask again later");
    }
    long begun = ticker.nanos();
    signal.awaitNanos(left);
    return ticker.nanos() - begun;
  }
}
