package io.processpool.worker.link;

import io.processpool.concurrent.Ticker;
import io.processpool.worker.run.FlushTimer;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Lets some answers of quick chunks leave together: for each by itself the socket takes longer than
 * the chunk. What is kept leaves with the next answer that comes later than a moment, or with one
 * behind which nothing waits, or by a timer, where the next chunk takes long. Thread-safe.
 */
final class DelayedFlush {

  /** How long answers are gathered. */
  static final long MOMENT_NANOS = TimeUnit.MICROSECONDS.toNanos(50);

  /** By then they leave, whatever the task thread is doing. */
  private static final long MOST_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  private final Ticker ticker;
  private final FlushTimer timer;
  private final Runnable flush;
  private final AtomicBoolean timerRuns = new AtomicBoolean();
  private volatile boolean keeping;

  /** Confined to the task thread. */
  private long since;

  DelayedFlush(Ticker ticker, FlushTimer timer, Runnable flush) {
    this.ticker = ticker;
    this.timer = timer;
    this.flush = flush;
  }

  /** Sends what is there. Any thread. */
  void now() {
    keeping = false; // before the flush, which takes what was kept
    flush.run();
  }

  /** Sends what is there now or soon. Task thread. */
  void soon() {
    long now = ticker.nanos();
    if (!keeping) {
      since = now;
      keeping = true;
      if (timerRuns.compareAndSet(false, true)) {
        timer.schedule(MOST_NANOS, this::rang);
      }
    } else if (now - since > MOMENT_NANOS) {
      now();
    }
  }

  private void rang() {
    timerRuns.set(false); // before looking: who keeps something from now on starts it again
    if (keeping) {
      now();
    }
  }
}
