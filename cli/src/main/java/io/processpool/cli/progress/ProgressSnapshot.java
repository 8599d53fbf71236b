package io.processpool.cli.progress;

import java.time.Duration;
import java.util.Locale;

/**
 * How far a job is. Immutable.
 *
 * @param label what is being done, for example {@code transform}
 * @param done items that ended, failed ones included
 * @param failed those that failed
 * @param total all items
 * @param elapsed since the job began
 */
public record ProgressSnapshot(String label, long done, long failed, long total, Duration elapsed) {

  /** Items a second so far, 0 if there is nothing to go by. */
  double rate() {
    double seconds = elapsed.toNanos() / 1e9;
    return done == 0 || seconds == 0 ? 0 : done / seconds;
  }

  /** The time left at this rate, as a clock shows it; a dash if there is nothing to go by. */
  String eta() {
    return rate() == 0 ? "-:--" : clock(Math.round((total - done) / rate()));
  }

  private static String clock(long seconds) {
    return seconds < 3600
        ? String.format(Locale.ROOT, "%d:%02d", seconds / 60, seconds % 60)
        : String.format(
            Locale.ROOT, "%d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
  }

  /** The whole per cent done. */
  long percent() {
    return total == 0 ? 100 : done * 100 / total;
  }
}
