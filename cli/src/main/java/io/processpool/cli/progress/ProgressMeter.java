package io.processpool.cli.progress;

import io.processpool.concurrent.NamedThreads;
import io.processpool.concurrent.Ticker;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Counts what ends in one job and shows it now and then. Thread-safe. */
public final class ProgressMeter implements AutoCloseable {

  private final Notices notices;
  private final Ticker ticker;
  private final String label;
  private final long total;
  private final long startNanos;

  /** Guarded by this. */
  private long done;

  /** Guarded by this. */
  private long failed;

  /** Guarded by this; when it was last shown. */
  private long shownNanos;

  /** Guarded by this. */
  private boolean closed;

  /** Guarded by this. */
  private @Nullable ScheduledExecutorService timer;

  /**
   * Starts the clock.
   *
   * @param notices where it is shown
   * @param ticker the clock
   * @param label what is being done
   * @param total how many items there are
   */
  public ProgressMeter(Notices notices, Ticker ticker, String label, long total) {
    this.notices = notices;
    this.ticker = ticker;
    this.label = label;
    this.total = total;
    this.startNanos = ticker.nanos();
    this.shownNanos = startNanos;
  }

  /**
   * Shows it by a timer too, so that time goes on while nothing ends.
   *
   * @return this
   */
  public synchronized ProgressMeter withTimer() {
    long everyNanos = notices.progressEveryNanos();
    if (everyNanos > 0 && timer == null) {
      timer = new NamedThreads("cli").scheduler("progress");
      var unused =
          timer.scheduleWithFixedDelay(this::show, everyNanos, everyNanos, TimeUnit.NANOSECONDS);
    }
    return this;
  }

  /**
   * So many items have ended.
   *
   * @param count the sum so far; a smaller one than before is late news and left out
   */
  public synchronized void ended(long count) {
    done = Math.max(done, count);
    show();
  }

  /** One more item has failed. */
  public synchronized void failed() {
    failed++;
  }

  /** Shows it if it is time. */
  synchronized void show() {
    long nowNanos = ticker.nanos();
    long everyNanos = notices.progressEveryNanos();
    if (!closed && everyNanos > 0 && nowNanos - shownNanos >= everyNanos) {
      shownNanos = nowNanos;
      Duration elapsed = Duration.ofNanos(nowNanos - startNanos);
      notices.progress(new ProgressSnapshot(label, done, failed, total, elapsed));
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (timer != null) {
      timer.shutdownNow();
    }
    notices.progressOver();
  }
}
