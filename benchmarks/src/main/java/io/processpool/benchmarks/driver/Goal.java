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
    /** Nothing; it is shown how many times as fast as the other ours is. */
    PEER_SEEN,
    /** Nothing; it is shown how many times the limit ours is. */
    LIMIT_SEEN
  }

  static final Goal PEER_SEEN = new Goal(Kind.PEER_SEEN, 0);
  static final Goal LIMIT_SEEN = new Goal(Kind.LIMIT_SEEN, 0);

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
      case AT_MOST_TIMES, LIMIT_SEEN -> ours / other;
      case AT_LEAST_AS_FAST, PEER_SEEN -> other / ours;
      case BOUND -> ours;
    };
  }

  boolean isMetBy(double ratio) {
    return switch (kind) {
      case AT_MOST_TIMES, BOUND -> ratio <= limit;
      case AT_LEAST_AS_FAST -> ratio >= limit;
      case PEER_SEEN, LIMIT_SEEN -> true;
    };
  }

  /** What a ratio is; a bound has none. */
  String suffix() {
    return switch (kind) {
      case AT_MOST_TIMES, LIMIT_SEEN -> " ×";
      case AT_LEAST_AS_FAST, PEER_SEEN -> " × as fast";
      case BOUND -> "";
    };
  }

  String text(Unit unit) {
    return switch (kind) {
      case AT_MOST_TIMES -> "≤ " + factor() + suffix();
      case AT_LEAST_AS_FAST -> "≥ " + factor() + suffix();
      case BOUND -> "≤ " + unit.text(limit);
      case PEER_SEEN, LIMIT_SEEN -> "";
    };
  }

  String verdict(double ratio) {
    if (kind == Kind.PEER_SEEN || kind == Kind.LIMIT_SEEN) {
      return "";
    }
    return isMetBy(ratio) ? "met" : "missed";
  }

  private String factor() {
    return Unit.number(limit).replaceFirst("\\.0+$|(\\.[0-9]*[1-9])0+$", "$1");
  }
}
