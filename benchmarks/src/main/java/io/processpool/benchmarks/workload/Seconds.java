package io.processpool.benchmarks.workload;

import java.util.Arrays;

/** Times as numbers. */
final class Seconds {

  private Seconds() {}

  static double since(long nanoTime) {
    return (System.nanoTime() - nanoTime) / 1e9;
  }

  /** The median of times in nanoseconds, which get sorted. */
  static double median(long[] nanos) {
    Arrays.sort(nanos);
    return nanos[nanos.length / 2] / 1e9;
  }
}
