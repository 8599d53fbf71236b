package io.processpool.advice;

import static io.processpool.advice.Text.count;
import static io.processpool.advice.Text.format;
import static io.processpool.advice.Text.time;

import io.processpool.api.Advice.Kind;
import org.jspecify.annotations.Nullable;

/** The way to a worker and back costs more than the work, and a loop would have been quicker. */
final class OverheadRule {

  private static final int LEAST_ITEMS = 100;
  private static final double CHEAP_SECONDS = 1e-3;
  private static final double LOOP_IS_QUICKER = 1.5;

  private OverheadRule() {}

  static @Nullable Finding check(Evidence evidence) {
    long items = evidence.items();
    double wall = evidence.wall();
    double perItem = evidence.compute() / items;
    // A loop would read the same input and do the same with the results.
    double loop = evidence.compute() + evidence.input() + evidence.taking();
    if (items < LEAST_ITEMS
        || perItem > CHEAP_SECONDS
        || evidence.bytesPerItem() >= DataRule.LARGE_BYTES
        || wall < LOOP_IS_QUICKER * loop) {
      return null;
    }
    double roundTrip = evidence.transfer() / Math.max(1, evidence.report().chunks());
    return Finding.of(
        Kind.OVERHEAD,
        wall - loop,
        format(
            "%s took %s of work each but %s each with coding and sending (a round trip to a worker"
                + " takes about %s): a plain loop would take about %s instead of %s.",
            count(items, "item", "items"),
            time(perItem),
            time(wall / items),
            time(roundTrip),
            time(loop),
            time(wall)),
        "Call the function in a plain loop, or give each item more work, for example a range or a"
            + " batch of values.");
  }
}
