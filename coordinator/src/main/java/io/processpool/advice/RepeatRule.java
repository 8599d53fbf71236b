package io.processpool.advice;

import static io.processpool.advice.Text.format;
import static io.processpool.advice.Text.time;

import io.processpool.advice.ItemSurvey.Seen;
import io.processpool.api.Advice.Kind;
import org.jspecify.annotations.Nullable;

/** The function is called with equal arguments, and each time it computes the same again. */
final class RepeatRule {

  private static final int LEAST_ITEMS = 10;
  private static final double WORTH_IT = 0.3;

  private RepeatRule() {}

  static @Nullable Finding check(Evidence evidence) {
    Seen seen = evidence.seen();
    long repeats = Math.max(0, seen.items() - seen.distinct());
    double wasted = evidence.compute() * repeats / Math.max(1, seen.items());
    double saved = wasted / evidence.sideBySide();
    if (!evidence.setting().hasArguments()
        || seen.items() < LEAST_ITEMS
        || saved < WORTH_IT * evidence.wall()) {
      return null;
    }
    return Finding.of(
        Kind.REPEATED_CALLS,
        saved,
        format(
            "%s%,d of %,d calls repeat an argument of another call; the repeats took %s of the %s"
                + " spent in the function.",
            seen.exact() ? "" : "About ",
            seen.exact() ? repeats : rounded(repeats),
            seen.items(),
            time(wasted),
            time(evidence.compute())),
        "If equal arguments give equal results, call the function once for each distinct argument"
            + " and reuse what it returns.");
  }

  /** An estimate has no more than two digits to tell. */
  private static long rounded(long number) {
    long unit = 1;
    while (number / unit >= 100) {
      unit *= 10;
    }
    return (number + unit / 2) / unit * unit;
  }
}
