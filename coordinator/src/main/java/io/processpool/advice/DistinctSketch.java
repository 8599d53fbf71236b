package io.processpool.advice;

import java.util.HashSet;
import java.util.Set;

/**
 * How many different hashes it was shown, in bounded memory: it keeps those that begin with so many
 * zero bits that they are at most {@value #KEPT}, and multiplies. Exact up to that number, later
 * within some percent.
 */
final class DistinctSketch {

  static final int KEPT = 1024;

  private final Set<Integer> kept = new HashSet<>();
  private int zeros;

  /** Takes a hash whose bits are all equally random. */
  void add(int hash) {
    if (Integer.numberOfLeadingZeros(hash) < zeros) {
      return;
    }
    kept.add(hash);
    while (kept.size() > KEPT) {
      zeros++;
      kept.removeIf(each -> Integer.numberOfLeadingZeros(each) < zeros);
    }
  }

  long estimate() {
    return (long) kept.size() << zeros;
  }

  boolean isExact() {
    return zeros == 0;
  }
}
