package io.processpool.benchmarks.workload;

import io.processpool.Pool;
import io.processpool.api.JobOptions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * Items that sleep for a moment, on many more workers than there are processors, so that their
 * answers come one by one.
 */
final class Naps implements Workload {

  private static final long WORKER_HEAP = 64L << 20;

  /** Items ask for less; Java 17 rounds up to a whole millisecond. */
  private static final int MOST_MICROS = 1000;

  private final Pool pool;
  private final List<Integer> items;
  private final JobOptions options;

  Naps(int workers, int items, String chunkSize) {
    this.pool = Pool.builder().workers(workers).workerHeap(WORKER_HEAP).open();
    pool.broadcast(() -> 1);
    this.items = IntStream.range(0, items).map(i -> i % MOST_MICROS).boxed().toList();
    this.options = NoOps.options(chunkSize);
  }

  @Override
  public Map<String, Double> sample() {
    double cpu = Cpu.seconds();
    long begin = System.nanoTime();
    List<Integer> results = pool.map(Naps::nap, items, options);
    double seconds = Seconds.since(begin);
    double cpuSeconds = Cpu.seconds() - cpu;
    Expect.equal("sum of results", sum(items), sum(results));
    return Map.of("seconds", seconds, "cpuSecondsPerItem", cpuSeconds / items.size());
  }

  private static int nap(int micros) throws InterruptedException {
    TimeUnit.MICROSECONDS.sleep(micros);
    return micros;
  }

  private static long sum(List<Integer> numbers) {
    return numbers.stream().mapToLong(Integer::longValue).sum();
  }

  @Override
  public void close() {
    pool.close();
  }
}
