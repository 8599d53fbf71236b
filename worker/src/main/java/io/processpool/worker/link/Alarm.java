package io.processpool.worker.link;

import io.processpool.concurrent.Ticker;
import java.util.concurrent.Delayed;
import java.util.concurrent.TimeUnit;

/**
 * Something to run at a time.
 *
 * @param atNanos when
 * @param task what
 */
record Alarm(long atNanos, Runnable task) implements Delayed {

  @Override
  public long getDelay(TimeUnit unit) {
    return unit.convert(atNanos - Ticker.SYSTEM.nanos(), TimeUnit.NANOSECONDS);
  }

  /** By time alone; two at the same time ring in any order. */
  @Override
  public int compareTo(Delayed other) {
    return Long.signum(atNanos - ((Alarm) other).atNanos);
  }
}
