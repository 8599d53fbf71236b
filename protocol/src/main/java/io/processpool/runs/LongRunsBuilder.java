package io.processpool.runs;

import java.util.Arrays;

/** Gathers numbers for {@link LongRuns}. Reusable. */
public final class LongRunsBuilder {

  private static final int FIRST_RUNS = 4;

  private final int step;
  private long[] firsts = new long[FIRST_RUNS];
  private int[] ends = new int[FIRST_RUNS];
  private int runs;
  private int size;

  /** The number that would go on the last run. */
  private long next;

  /** A step is what each number of a run is more than the one before. */
  private LongRunsBuilder(int step) {
    this.step = step;
  }

  /** Holds nothing; in its runs each number is one more than the one before. */
  public static LongRunsBuilder rising() {
    return new LongRunsBuilder(1);
  }

  /** Holds nothing; in its runs each number is the same. */
  public static LongRunsBuilder level() {
    return new LongRunsBuilder(0);
  }

  /** How many numbers it holds. */
  public int size() {
    return size;
  }

  /** Appends a number. */
  public LongRunsBuilder add(long value) {
    return add(value, 1);
  }

  /** Appends a run of so many numbers. */
  public LongRunsBuilder add(long first, int count) {
    if (count == 0) {
      return this;
    }
    if (runs == 0 || first != next) {
      beginRun(first);
    }
    size += count;
    ends[runs - 1] = size;
    next = first + (long) step * count;
    return this;
  }

  private void beginRun(long first) {
    if (runs == firsts.length) {
      firsts = Arrays.copyOf(firsts, runs * 2);
      ends = Arrays.copyOf(ends, runs * 2);
    }
    firsts[runs++] = first;
  }

  /** Takes away the last numbers, so many. */
  public void removeLast(int count) {
    size -= count;
    while (runs > 0 && begin(runs - 1) >= size) {
      runs--;
    }
    if (runs > 0) {
      ends[runs - 1] = size;
      next = firsts[runs - 1] + (long) step * (size - begin(runs - 1));
    }
  }

  /** How many of the last numbers are at least this, where each is more than the one before. */
  public int countFrom(long least) {
    int count = 0;
    for (int run = runs - 1; run >= 0; run--) {
      long length = (long) ends[run] - begin(run);
      long above = Math.min(length, firsts[run] + length - least);
      if (above <= 0) {
        break;
      }
      count += (int) above;
    }
    return count;
  }

  private int begin(int run) {
    return run == 0 ? 0 : ends[run - 1];
  }

  /** What was gathered; the next begins anew. */
  public LongRuns build() {
    LongRuns built =
        runs == 0
            ? LongRuns.NONE
            : new LongRuns(step, Arrays.copyOf(firsts, runs), Arrays.copyOf(ends, runs));
    runs = 0;
    size = 0;
    return built;
  }
}
