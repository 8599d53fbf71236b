package io.processpool.codec;

import io.processpool.frame.FrameException;
import io.processpool.runs.LongRuns;
import io.processpool.runs.LongRunsBuilder;

/** Numbers in runs: the first one and the count of each, as many runs as make all numbers. */
final class RunFields {

  private RunFields() {}

  static void write(BodyWriter out, LongRuns runs) {
    for (int run = 0; run < runs.runs(); run++) {
      out.varint(runs.first(run)).varint((long) runs.end(run) - runs.begin(run));
    }
  }

  /** So many numbers of 0 to {@code most}, each one more than the one before it in its run. */
  static LongRuns readRising(BodyReader in, int size, String what, long most) {
    LongRunsBuilder runs = LongRunsBuilder.rising();
    while (runs.size() < size) {
      long first = in.bounded(what, most);
      int count = count(in, size - runs.size());
      if (first > most - (count - 1)) {
        throw new FrameException(
            what + ": " + count + " from " + first + " (expected: 0 to " + most + ")");
      }
      runs.add(first, count);
    }
    return runs.build();
  }

  /** So many numbers of 0 to {@code most}, the same within a run. */
  static LongRuns readLevel(BodyReader in, int size, String what, long most) {
    LongRunsBuilder runs = LongRunsBuilder.level();
    while (runs.size() < size) {
      long value = in.bounded(what, most);
      runs.add(value, count(in, size - runs.size()));
    }
    return runs.build();
  }

  private static int count(BodyReader in, int left) {
    int count = in.natural("numbers of a run");
    if (count < 1 || count > left) {
      throw new FrameException("numbers of a run: " + count + " (expected: 1 to " + left + ")");
    }
    return count;
  }
}
