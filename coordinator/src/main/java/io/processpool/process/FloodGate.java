package io.processpool.process;

import io.processpool.concurrent.Ticker;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Lets lines through up to an allowance that grows with time, so that a worker which prints without
 * end fills no log. What it leaves out it counts and tells in a line of its own. Confined to the
 * thread that reads the stream.
 */
final class FloodGate {

  /** Characters that may come at once. */
  static final long BURST = 4_000_000;

  /** Characters that may come in the long run. */
  static final long PER_SECOND = 1_000_000;

  /** A closed gate opens again for at least this much, or there would be a notice for each line. */
  static final long REOPENING = BURST / 8;

  /** What a log adds to a line; without it lines would be free when they are empty. */
  private static final int LINE_COST = 64;

  private final Ticker ticker;
  private final Consumer<String> next;
  private double allowance = BURST;
  private long updated;
  private long leftOutLines;
  private long leftOutChars;

  FloodGate(Ticker ticker, Consumer<String> next) {
    this.ticker = ticker;
    this.next = next;
    this.updated = ticker.nanos();
  }

  void line(String line) {
    grow();
    if (allowance < (leftOutLines > 0 ? REOPENING : 0)) {
      leftOutLines++;
      leftOutChars += line.length();
      return;
    }
    tellWhatIsMissing();
    allowance -= line.length() + LINE_COST;
    next.accept(line);
  }

  /** No more lines. */
  void end() {
    tellWhatIsMissing();
  }

  private void grow() {
    long now = ticker.nanos();
    double seconds = (now - updated) / (double) TimeUnit.SECONDS.toNanos(1);
    allowance = Math.min(BURST, allowance + seconds * PER_SECOND);
    updated = now;
  }

  private void tellWhatIsMissing() {
    if (leftOutLines == 0) {
      return;
    }
    String notice =
        "[processpool: %d lines with %d characters are left out here (limit: %d characters a second)]"
            .formatted(leftOutLines, leftOutChars, PER_SECOND);
    leftOutLines = 0;
    leftOutChars = 0;
    next.accept(notice);
  }
}
