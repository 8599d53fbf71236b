package io.processpool.benchmarks.workload;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What the items of a sweep over chunk sizes cost, as rounds of an arithmetic loop (about 1.5 ns).
 */
enum Load {
  TINY(100_000, 15, "64 256 1024 4096 16384 50000"),
  MEDIUM(4_000, 1, "1 4 16 64 256 1024"),
  SKEWED(2_000, 1, "1 4 16 64 256 1000"),
  HEAVY(40, 1, "1 2 4 10 20");

  private static final int MICROSECOND = 650;

  private final int items;
  private final int turns;
  private final String sizes;

  Load(int items, int turns, String sizes) {
    this.items = items;
    this.turns = turns;
    this.sizes = sizes;
  }

  /** The chunk sizes that are tried. */
  List<Integer> sizes() {
    return Arrays.stream(sizes.split(" ")).map(Integer::valueOf).toList();
  }

  /** Of how many turns a sample is the median: more where one takes a few milliseconds. */
  int turns() {
    return turns;
  }

  /** The rounds of each item. */
  List<Integer> items() {
    return IntStream.range(0, items).map(this::rounds).boxed().toList();
  }

  private int rounds(int index) {
    return switch (this) {
      case TINY -> 0;
      case MEDIUM -> 100 * MICROSECOND;
      case SKEWED -> (index % 50 == 49 ? 5_000 : 50) * MICROSECOND;
      case HEAVY -> 20_000 * MICROSECOND;
    };
  }
}
