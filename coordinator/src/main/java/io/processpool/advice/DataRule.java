package io.processpool.advice;

import static io.processpool.advice.Text.bytes;
import static io.processpool.advice.Text.format;
import static io.processpool.advice.Text.percent;
import static io.processpool.advice.Text.time;

import io.processpool.advice.ItemSurvey.Seen;
import io.processpool.advice.ResentObjects.Resent;
import io.processpool.api.Advice.Kind;
import org.jspecify.annotations.Nullable;

/** Moving the data is what takes the time: every item's own, or the same object with many. */
final class DataRule {

  /** From here on an item counts as large. */
  static final int LARGE_BYTES = 256 << 10;

  private static final double MOST_OF_THE_TIME = 0.5;
  private static final double WORTH_IT = 0.25;
  private static final double WORTH_SHARING = 0.1;

  private DataRule() {}

  static @Nullable Finding tooMuch(Evidence evidence) {
    double moving = evidence.callerCoding() + evidence.workerCoding() + evidence.transfer();
    double share = moving / (moving + evidence.compute());
    double saved = saved(evidence);
    if (evidence.bytesPerItem() < LARGE_BYTES
        || share < MOST_OF_THE_TIME
        || saved < WORTH_IT * evidence.wall()) {
      return null;
    }
    double there = (double) evidence.argumentBytes() / evidence.items();
    double back = (double) evidence.resultBytes() / evidence.items();
    return Finding.of(
        Kind.TOO_MUCH_DATA,
        saved,
        format(
            "Each item moves %s (%s to the worker, %s back): coding and sending that took %s of the"
                + " time, the function %s.",
            bytes(there + back), bytes(there), bytes(back), percent(share), percent(1 - share)),
        there >= back
            ? "Send a file name and let the task read the file, or put what many items need into"
                + " pool.share(...), which each worker reads once."
            : "Let the task write its result to a file and return the name, or return only the part"
                + " that is needed.");
  }

  static @Nullable Finding resent(Evidence evidence) {
    Seen seen = evidence.seen();
    Resent most = seen.most();
    if (most == null || most.times() <= evidence.setting().workers()) {
      return null;
    }
    double all = evidence.argumentBytes() + evidence.resultBytes();
    double saved = saved(evidence) * Math.min(1, seen.repeatedBytes() / all);
    if (saved < WORTH_SHARING * evidence.wall()) {
      return null;
    }
    return Finding.of(
        Kind.RESENT_OBJECT,
        saved,
        format(
            "The same %s of %s was sent %,d times, %s in all; to send it once per worker would save"
                + " about %s of %s.",
            most.type(),
            bytes((double) most.bytes()),
            most.times(),
            bytes((double) most.bytes() * most.times()),
            time(saved),
            time(evidence.wall())),
        "Give it to pool.share(...) once and let the items carry the handle that this returns.");
  }

  /** What moving the data costs, as far as the workers had to wait for it. */
  private static double saved(Evidence evidence) {
    double moving =
        evidence.callerCoding()
            + (evidence.workerCoding() + evidence.transfer()) / evidence.sideBySide();
    double others =
        Math.max(evidence.compute() / evidence.sideBySide(), evidence.input() + evidence.taking());
    return Math.min(moving, evidence.wall() - others);
  }
}
