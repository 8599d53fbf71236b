package io.processpool.benchmarks.driver;

import org.jspecify.annotations.Nullable;

/**
 * A row of the table.
 *
 * @param number the goal's, such as P2
 * @param work what was compared
 * @param ours the median
 * @param other whom it is compared with, and its median; empty where there is nobody
 * @param ratio the figure that the goal is about, absent where nothing was measured
 * @param goal what is to be reached
 * @param goalText the same for people
 * @param verdict whether it is
 */
record Row(
    String number,
    String work,
    String ours,
    String other,
    @Nullable Spread ratio,
    Goal goal,
    String goalText,
    String verdict) {

  static final String SKIPPED = "skipped";
  static final String FAILED = "FAILED";

  /** A measurement that did not come about. */
  static Row failed(String number, String work, String why) {
    return new Row(number, work, "", why, null, Goal.PEER_SEEN, "", FAILED);
  }

  boolean isFailed() {
    return verdict.equals(FAILED);
  }

  /** The ratio with its spread; a bound is about our figure itself, which has its own column. */
  String ratioText() {
    if (ratio == null || goal.kind() == Goal.Kind.BOUND) {
      return "";
    }
    return "%s%s (%s–%s)"
        .formatted(
            Unit.number(ratio.median()),
            goal.suffix(),
            Unit.number(ratio.min()),
            Unit.number(ratio.max()));
  }
}
