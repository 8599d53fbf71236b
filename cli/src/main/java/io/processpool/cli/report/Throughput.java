package io.processpool.cli.report;

import java.util.ArrayList;
import java.util.List;

/**
 * How many items were answered in each of a bounded number of equal intervals: they become longer
 * as time goes on. Confined to its recorder.
 */
final class Throughput {

  private static final int MOST = 120;
  private static final double SHORTEST_SECONDS = 0.05;

  private long[] counts = new long[MOST];
  private double width = SHORTEST_SECONDS;

  /** Items were answered at that time. */
  void add(double time, long items) {
    while (time >= width * MOST) {
      long[] half = new long[MOST];
      for (int i = 0; i < MOST; i++) {
        half[i / 2] += counts[i];
      }
      counts = half;
      width *= 2;
    }
    counts[(int) (time / width)] += items;
  }

  /** All intervals up to that time. */
  List<PoolStory.Rate> rates(double until) {
    List<PoolStory.Rate> rates = new ArrayList<>();
    for (int i = 0; i < MOST && i * width < until; i++) {
      double seconds = Math.min(width, until - i * width);
      rates.add(new PoolStory.Rate(i * width, i * width + seconds, counts[i]));
    }
    return rates;
  }
}
