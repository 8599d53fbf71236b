package io.processpool.cli.lesson.pitfall;

import java.util.List;

/**
 * From which cost of an item on a pool wins. Immutable.
 *
 * @param kind whether there is such a cost
 * @param itemMicros the cost, 0 if it was not found
 */
record BreakEven(Kind kind, double itemMicros) {

  /** Where it lies. */
  enum Kind {
    /** Between two points. */
    FOUND,
    /** Below the cheapest. */
    BELOW,
    /** The pool lost at all. */
    NEVER,
    /** The pool lost at the dearest and won at others, as only a disturbed measurement shows it. */
    UNCLEAR
  }

  /**
   * One measurement.
   *
   * @param itemMicros what an item costs
   * @param speedup how many times as fast as a loop the pool was
   */
  record Point(double itemMicros, double speedup) {}

  /**
   * The last time the pool overtakes the loop: dearer items than that are all the better in it.
   * Between two points it is sought on a logarithmic scale.
   *
   * @param points the cheapest item first
   */
  static BreakEven of(List<Point> points) {
    int lost = points.size() - 1;
    while (lost >= 0 && points.get(lost).speedup() >= 1) {
      lost--;
    }
    if (lost < 0) {
      return new BreakEven(Kind.BELOW, 0);
    }
    if (lost == points.size() - 1) {
      boolean everWon = points.stream().anyMatch(point -> point.speedup() >= 1);
      return new BreakEven(everWon ? Kind.UNCLEAR : Kind.NEVER, 0);
    }
    Point below = points.get(lost);
    Point above = points.get(lost + 1);
    double share = -Math.log(below.speedup) / (Math.log(above.speedup) - Math.log(below.speedup));
    return new BreakEven(
        Kind.FOUND, below.itemMicros * Math.pow(above.itemMicros / below.itemMicros, share));
  }
}
