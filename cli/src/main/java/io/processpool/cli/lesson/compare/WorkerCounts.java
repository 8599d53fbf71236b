package io.processpool.cli.lesson.compare;

import java.util.ArrayList;
import java.util.List;

/** At which numbers of workers it is worth looking. Pure. */
final class WorkerCounts {

  private static final int MOST = 5;

  private WorkerCounts() {}

  /**
   * From 1 to the most, a few in between, each a multiple of the one before but perhaps the last.
   */
  static List<Integer> upTo(int most) {
    int factor = 2;
    while (counts(most, factor).size() > MOST) {
      factor *= 2;
    }
    return counts(most, factor);
  }

  private static List<Integer> counts(int most, int factor) {
    List<Integer> counts = new ArrayList<>();
    for (long count = 1; count < most; count *= factor) {
      counts.add((int) count);
    }
    counts.add(most);
    return counts;
  }
}
