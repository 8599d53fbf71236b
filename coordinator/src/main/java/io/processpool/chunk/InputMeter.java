package io.processpool.chunk;

import io.processpool.concurrent.Ticker;

/**
 * How long the user's input takes to give its items. Where it is quick only some items are measured
 * and count for those between, because a look at the clock costs as much as they do. Confined to
 * the consumer's thread.
 */
final class InputMeter {

  /** Of quick items every so many-th is measured; a prime meets the pages of any input evenly. */
  private static final int STRIDE = 127;

  private static final int ALWAYS_MEASURED = 64;
  private static final long QUICK_NANOS = 1_000;

  private final Ticker ticker;
  private int stride = 1;
  private int untilDue = 1;
  private boolean due;
  private long since;
  private long measured;
  private long nanos;
  private long told;

  InputMeter(Ticker ticker) {
    this.ticker = ticker;
  }

  /** The input is asked for an item. */
  void asked() {
    due = --untilDue <= 0;
    if (due) {
      since = ticker.nanos();
    }
  }

  /** It has answered. */
  void answered() {
    if (!due) {
      return;
    }
    due = false;
    nanos += (ticker.nanos() - since) * stride;
    measured += stride;
    stride = measured >= ALWAYS_MEASURED && nanos / measured < QUICK_NANOS ? STRIDE : 1;
    untilDue = stride;
  }

  /** How long it took since the last call. */
  long takeNanos() {
    long taken = nanos - told;
    told = nanos;
    return taken;
  }
}
