package io.processpool.cli.report;

/**
 * What a worker did for a while. Immutable; times in seconds since its pool was opened.
 *
 * @param kind what it did most of the time
 * @param start from when on
 * @param end until when
 * @param decode of that, making objects of arguments
 * @param compute of that, in the user's function
 * @param encode of that, making bytes of results
 */
record Span(Kind kind, double start, double end, double decode, double compute, double encode) {

  /** What a worker does. */
  enum Kind {
    /** Answered chunks; what is not compute or coding was waiting. */
    WORK,
    /** Its JVM started, for the first time. */
    START,
    /** A new JVM started in the place of one that had gone. */
    RESTART
  }

  /** A JVM starts. */
  static Span starting(Kind kind, double start, double end) {
    return new Span(kind, start, end, 0, 0, 0);
  }

  double seconds() {
    return end - start;
  }

  /** Whether another of its kind begins so soon after it that the eye could not tell them apart. */
  boolean reaches(Span next, double resolution) {
    return kind == Kind.WORK
        && next.kind == Kind.WORK
        && next.start - end < resolution
        && seconds() < resolution;
  }

  /** Both and the time between. */
  Span upTo(Span next) {
    return new Span(
        kind,
        start,
        Math.max(end, next.end),
        decode + next.decode,
        compute + next.compute,
        encode + next.encode);
  }

  /** To the microsecond, which is finer than anybody looks. */
  Span rounded() {
    return new Span(kind, round(start), round(end), round(decode), round(compute), round(encode));
  }

  private static double round(double seconds) {
    return Math.rint(seconds * 1e6) / 1e6;
  }

  /** Not before another ended; clocks of two processes never agree to the last microsecond. */
  Span after(double time) {
    double begin = Math.max(start, Math.min(time, end));
    double busy = decode + compute + encode;
    double share = busy == 0 ? 0 : Math.min(1, (end - begin) / busy);
    return new Span(kind, begin, end, decode * share, compute * share, encode * share);
  }
}
