package io.processpool.benchmarks.driver;

/**
 * What a figure is to reach.
 *
 * @param kind what is compared
 * @param limit the least or the most
 */
record Goal(Kind kind, double limit) {

  /** What is compared with the limit. */
  enum Kind {
    /** Ours is at most so many times the other. */
    AT_MOST_TIMES,
    /** The other is at least so many times ours. */
    AT_LEAST_AS_FAST,
    /** Ours itself is at most that. */
    BOUND,
    /** Nothing; the other divided by ours is shown. */
    NONE
  }

  static final Goal NONE = new Goal(Kind.NONE, 0);

  static Goal atMostTimes(double factor) {
    return new Goal(Kind.AT_MOST_TIMES, factor);
  }

  static Goal atLeastAsFast(double factor) {
    return new Goal(Kind.AT_LEAST_AS_FAST, factor);
  }

  static Goal bound(double most) {
    return new Goal(Kind.BOUND, most);
  }

  /** The figure that the goal is about. */
  double ratio(double ours, double other) {
    return switch (kind) {
      case AT_MOST_TIMES -> ours / other;
      case AT_LEAST_AS_FAST, NONE -> other / ours;
      case BOUND -> ours;
    };
  }

  boolean isMetBy(double ratio) {
    return switch (kind) {
      case AT_MOST_TIMES, BOUND -> ratio <= limit;
      case AT_LEAST_AS_FAST -> ratio >= limit;
      case NONE -> true;
    };
  }

  String text(Unit unit) {
    return switch (kind) {
      case AT_MOST_TIMES -> "≤ " + Unit.number(limit) + " ×";
      case AT_LEAST_AS_FAST -> "≥ " + Unit.number(limit) + " × as fast";
      case BOUND -> "≤ " + unit.text(limit);
      case NONE -> "";
    };
  }

  String verdict(double ratio) {
    if (kind == Kind.NONE) {
      return "";
    }
    return isMetBy(ratio) ? "met" : "missed";
  }
}
