package io.processpool.benchmarks.workload;

import io.processpool.Pool;
import java.util.Map;

/** One call and back, the median of many. */
final class Apply implements Workload {

  private final Pool pool = Pool.open(2);
  private final int calls;

  Apply(int calls) {
    this.calls = calls;
  }

  @Override
  public Map<String, Double> sample() {
    long[] nanos = new long[calls];
    for (int i = 0; i < calls; i++) {
      long begin = System.nanoTime();
      pool.apply(x -> x, i);
      nanos[i] = System.nanoTime() - begin;
    }
    return Map.of("seconds", Seconds.median(nanos));
  }

  @Override
  public void close() {
    pool.close();
  }
}
