package io.processpool.cli.progress;

import java.util.Locale;

/**
 * Draws a snapshot as a line of text. Pure.
 *
 * <p>Ours rather than a library's: the ones there are read the clock themselves, so what they draw
 * cannot be tested, and ask the terminal through native code at the start of every JVM.
 */
final class ProgressLine {

  private static final int MAX_BAR = 30;
  private static final int MIN_BAR = 5;
  private static final int BAR_FRAME = 3;
  private static final String RED = "\u001b[31m";
  private static final String RESET = "\u001b[0m";

  private ProgressLine() {}

  /** A line of its own, for a file or a pipe. */
  static String plain(ProgressSnapshot now) {
    return String.format(
        Locale.ROOT,
        "%s: %d of %d (%d %%), %.1f/s, ETA %s%s",
        now.label(),
        now.done(),
        now.total(),
        now.percent(),
        now.rate(),
        now.eta(),
        now.failed() == 0 ? "" : ", " + now.failed() + " failed");
  }

  /**
   * A line that is drawn over the one before. It leaves the last column free, where many terminals
   * would wrap; what does not fit is left out, the bar first, then the rate, then the label.
   */
  static String redrawn(ProgressSnapshot now, TerminalStyle style) {
    int room = style.columns() - 1;
    String failed = now.failed() == 0 ? "" : "  " + now.failed() + " failed";
    String count = String.format(Locale.ROOT, "%d/%d %d%%", now.done(), now.total(), now.percent());
    String eta = "  ETA " + now.eta();
    String rate = String.format(Locale.ROOT, "  %.1f/s", now.rate());
    String label = now.label() + " ";
    int needed = count.length() + eta.length() + failed.length();
    if (needed > room) {
      return count.substring(0, Math.min(room, count.length()));
    }
    boolean showLabel = needed + label.length() <= room;
    needed += showLabel ? label.length() : 0;
    boolean showRate = needed + rate.length() <= room;
    needed += showRate ? rate.length() : 0;
    return (showLabel ? label : "")
        + count
        + bar(now, Math.min(MAX_BAR, room - needed - BAR_FRAME))
        + (showRate ? rate : "")
        + eta
        + (style.colour() && !failed.isEmpty() ? RED + failed + RESET : failed);
  }

  private static String bar(ProgressSnapshot now, int width) {
    if (width < MIN_BAR) {
      return "";
    }
    int filled = (int) (now.total() == 0 ? width : width * now.done() / now.total());
    return " [" + "#".repeat(filled) + " ".repeat(width - filled) + "]";
  }
}
