package io.processpool.benchmarks.workload;

import io.processpool.Pool;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Numbers times ten through {@code map}, with everything as it is by default. */
final class Tens implements Workload {

  private final Pool pool = Pool.open(2);
  private final List<Integer> items;

  Tens(int items) {
    this.items = IntStream.range(0, items).boxed().toList();
  }

  @Override
  public Map<String, Double> sample() {
    long begin = System.nanoTime();
    List<Integer> results = pool.map(x -> x * 10, items);
    double seconds = Seconds.since(begin);
    Expect.equal("last result", (items.size() - 1) * 10L, results.get(items.size() - 1));
    return Map.of("seconds", seconds);
  }

  @Override
  public void close() {
    pool.close();
  }
}
