package io.processpool.benchmarks.workload;

import io.processpool.Pool;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** From {@code Pool.open(2)} to the first results, and to its end. */
final class Start implements Workload {

  private final List<Integer> items = IntStream.range(0, 10).boxed().toList();

  @Override
  public Map<String, Double> sample() {
    long begin = System.nanoTime();
    double first;
    try (Pool pool = Pool.open(2)) {
      pool.map(x -> x + 1, items);
      first = Seconds.since(begin);
    }
    return Map.of("seconds", first, "untilClosed", Seconds.since(begin));
  }
}
