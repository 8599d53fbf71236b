package io.processpool.runs;

import java.util.Arrays;
import java.util.Objects;

/**
 * Whole numbers in order, most of which are like the one before: one more, or the same. Kept as
 * runs of such, so a thousand items that follow each other cost what one does. Immutable.
 */
public final class LongRuns {

  /** No numbers. */
  public static final LongRuns NONE = new LongRuns(0, new long[0], new int[0]);

  private final int step;
  private final long[] firsts;
  private final int[] ends;

  /** What each number of a run is more than the one before; then where each run begins and ends. */
  LongRuns(int step, long[] firsts, int[] ends) {
    this.step = step;
    this.firsts = firsts;
    this.ends = ends;
  }

  /** As many numbers from the first on, each one more than the one before. */
  public static LongRuns from(long first, int count) {
    return LongRunsBuilder.rising().add(first, count).build();
  }

  /** The same number as many times. */
  public static LongRuns repeat(long value, int count) {
    return LongRunsBuilder.level().add(value, count).build();
  }

  /** These numbers, of which some may be one more than the one before. */
  public static LongRuns rising(long... values) {
    return of(LongRunsBuilder.rising(), values);
  }

  /** These numbers, of which some may be the same as the one before. */
  public static LongRuns level(long... values) {
    return of(LongRunsBuilder.level(), values);
  }

  private static LongRuns of(LongRunsBuilder runs, long... values) {
    for (long value : values) {
      runs.add(value);
    }
    return runs.build();
  }

  /** How many numbers. */
  public int size() {
    return ends.length == 0 ? 0 : ends[ends.length - 1];
  }

  /**
   * The number at this place.
   *
   * @throws IndexOutOfBoundsException if there is none
   */
  public long get(int i) {
    int run = runOf(i);
    return firsts[run] + (long) step * (i - begin(run));
  }

  /**
   * Which run holds the number at this place.
   *
   * @throws IndexOutOfBoundsException if none does
   */
  public int runOf(int i) {
    Objects.checkIndex(i, size());
    if (i < ends[0]) {
      return 0; // mostly
    }
    int found = Arrays.binarySearch(ends, i + 1);
    return found >= 0 ? found : -found - 1;
  }

  /** How many runs. */
  public int runs() {
    return ends.length;
  }

  /** The first number of a run. */
  public long first(int run) {
    return firsts[run];
  }

  /** The place of the first number of a run. */
  public int begin(int run) {
    return run == 0 ? 0 : ends[run - 1];
  }

  /** The place behind the last number of a run. */
  public int end(int run) {
    return ends[run];
  }

  /** All of them, each by itself. */
  public long[] toArray() {
    long[] values = new long[size()];
    for (int run = 0; run < runs(); run++) {
      long value = firsts[run];
      for (int i = begin(run); i < ends[run]; i++) {
        values[i] = value;
        value += step;
      }
    }
    return values;
  }

  @Override
  public String toString() {
    return Arrays.toString(toArray());
  }
}
