package io.processpool.benchmarks.workload;

import io.processpool.Pool;
import io.processpool.api.JobOptions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One load with the automatic chunk size and with several fixed ones, all in turn. */
final class Chunks implements Workload {

  private final Pool pool = Pool.open(2);
  private final List<Integer> items;
  private final List<Integer> sizes;

  Chunks(Load load) {
    this.items = load.items();
    this.sizes = load.sizes();
  }

  @Override
  public Map<String, Double> sample() {
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put("automatic", seconds(JobOptions.defaults()));
    for (int size : sizes) {
      figures.put("chunk " + size, seconds(JobOptions.defaults().chunkSize(size)));
    }
    return figures;
  }

  private double seconds(JobOptions options) {
    long begin = System.nanoTime();
    Expect.equal("results", items.size(), pool.map(Chunks::work, items, options).size());
    return Seconds.since(begin);
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
