package io.processpool.benchmarks.workload;

import io.processpool.Pool;
import io.processpool.api.JobOptions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One load with the automatic chunk size and with several fixed ones, all in turn. Each turn begins
 * with another of them, as the first one after a pause pays for it, and whoever fills the heap.
 */
final class Chunks implements Workload {

  private record Way(String name, JobOptions options) {}

  private final Pool pool = Pool.open(2);
  private final List<Integer> items;
  private final List<Way> ways = new ArrayList<>();
  private final int turns;

  Chunks(Load load) {
    this.items = load.items();
    this.turns = load.turns();
    ways.add(new Way("automatic", JobOptions.defaults()));
    for (int size : load.sizes()) {
      ways.add(new Way("chunk " + size, JobOptions.defaults().chunkSize(size)));
    }
  }

  @Override
  public Map<String, Double> sample() {
    Map<String, long[]> nanos = new LinkedHashMap<>();
    for (int turn = 0; turn < turns; turn++) {
      for (Way way : ways) {
        nanos.computeIfAbsent(way.name(), name -> new long[turns])[turn] = nanos(way);
      }
      Collections.rotate(ways, 1);
    }
    Map<String, Double> figures = new LinkedHashMap<>();
    nanos.forEach((name, each) -> figures.put(name, Seconds.median(each)));
    return figures;
  }

  private long nanos(Way way) {
    long begin = System.nanoTime();
    Expect.equal("results", items.size(), pool.map(Chunks::work, items, way.options()).size());
    return System.nanoTime() - begin;
  }

  private static long work(int rounds) {
    long state = rounds | 1;
    for (int i = 0; i < rounds; i++) { // Marsaglia's xorshift: Java 25 shortens a multiplication
      state ^= state << 13;
      state ^= state >>> 7;
      state ^= state << 17;
    }
    return state;
  }

  @Override
  public void close() {
    pool.close();
  }
}
