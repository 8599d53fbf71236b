package io.processpool.advice;

import static io.processpool.advice.Text.format;
import static io.processpool.advice.Text.time;

import io.processpool.api.Advice.Kind;
import io.processpool.api.JobReport.SlowItem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One item runs much longer than all others, and the job has to wait for it. */
final class StragglerRule {

  private static final double LEAST_SECONDS = 0.2;
  private static final double MOST_OF_THE_JOB = 0.5;
  private static final int TIMES_THE_OTHERS = 4;
  private static final double WORTH_IT = 0.2;

  private StragglerRule() {}

  /** How long the longest item ran. */
  static double longest(Evidence evidence) {
    List<SlowItem> slowest = evidence.report().slowest();
    return slowest.isEmpty() ? 0 : Evidence.seconds(slowest.get(0).took());
  }

  static @Nullable Finding check(Evidence evidence) {
    double longest = longest(evidence);
    double wall = evidence.wall();
    long others = evidence.items() - 1;
    if (others < 1 || longest < LEAST_SECONDS || longest < MOST_OF_THE_JOB * wall) {
      return null;
    }
    double mean = Math.max(0, evidence.compute() - longest) / others;
    double saved = wall - Math.max(evidence.evenly(), evidence.input() + evidence.taking());
    if (longest < TIMES_THE_OTHERS * mean || saved < WORTH_IT * wall) {
      return null;
    }
    return Finding.of(
        Kind.STRAGGLER,
        saved,
        format(
            "Item %d took %s of the %s that the job ran; the others took %s on average.",
            evidence.report().slowest().get(0).index(), time(longest), time(wall), time(mean)),
        "Split that item into smaller ones; if that cannot be, put the longest items first.");
  }
}
