package io.processpool.benchmarks.workload;

import io.processpool.Pool;
import io.processpool.api.JobOptions;
import io.processpool.api.Results;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Many items that do nothing, through {@code imapUnordered}. */
final class NoOps implements Workload {

  private final Pool pool = Pool.open(2);
  private final List<Integer> items;
  private final JobOptions options;

  NoOps(int items, String chunkSize) {
    this.items = IntStream.range(0, items).boxed().toList();
    this.options = options(chunkSize);
  }

  /** With chunks of this size, or "auto". */
  static JobOptions options(String chunkSize) {
    return chunkSize.equals("auto")
        ? JobOptions.defaults()
        : JobOptions.defaults().chunkSize(Integer.parseInt(chunkSize));
  }

  @Override
  public Map<String, Double> sample() {
    double cpu = Cpu.seconds();
    long begin = System.nanoTime();
    int count = 0;
    try (Results<Integer> results = pool.imapUnordered(x -> x, items, options)) {
      while (results.hasNext()) {
        results.next();
        count++;
      }
    }
    double seconds = Seconds.since(begin);
    Expect.equal("results", items.size(), count);
    return Map.of(
        "seconds", seconds,
        "secondsPerItem", seconds / items.size(),
        "cpuSecondsPerItem", (Cpu.seconds() - cpu) / items.size());
  }

  @Override
  public void close() {
    pool.close();
  }
}
