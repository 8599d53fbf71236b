package io.processpool.benchmarks.workload;

import io.processpool.Pool;
import io.processpool.api.JobOptions;
import io.processpool.api.Results;
import java.lang.management.ManagementFactory;
import java.util.Iterator;
import java.util.Map;
import java.util.PrimitiveIterator;
import java.util.stream.IntStream;

/** More items than fit into the heap, and input without an end. To be run with a small heap. */
final class Stream implements Workload {

  private static final int WINDOW = 1000;
  private static final int TAKEN_OF_ENDLESS = 100_000;

  private final Pool pool = Pool.open(2);
  private final int items;

  Stream(int items) {
    this.items = items;
  }

  @Override
  public Map<String, Double> sample() {
    long begin = System.nanoTime();
    double early = 0;
    double late = 0;
    try (Results<Integer> results =
        pool.imapUnordered(x -> x, () -> IntStream.range(0, items).iterator())) {
      for (int i = 1; i <= items; i++) {
        results.next();
        early = i == items / 10 ? usedMiB() : early;
        late = i == items - items / 10 ? usedMiB() : late;
      }
    }
    double seconds = Seconds.since(begin);
    return Map.of("seconds", seconds, "growthMiB", late - early, "ahead", mostAhead());
  }

  private static double usedMiB() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / 1048576.0;
  }

  /** By how many items the reading was ahead of the taking at most; one in hand is taken. */
  private double mostAhead() {
    Endless input = new Endless();
    try (Results<Integer> results =
        pool.imapUnordered(x -> x, () -> input, JobOptions.defaults().window(WINDOW))) {
      for (int i = 0; i < TAKEN_OF_ENDLESS; i++) {
        input.taken = i + 1;
        results.next();
      }
    }
    return input.mostAhead;
  }

  /** Read by the thread that takes the results. */
  private static final class Endless implements Iterator<Integer> {

    private final PrimitiveIterator.OfInt numbers = IntStream.iterate(0, x -> x + 1).iterator();
    private int taken;
    private int mostAhead;

    @Override
    public boolean hasNext() {
      return true;
    }

    @Override
    public Integer next() {
      Integer next = numbers.next();
      mostAhead = Math.max(mostAhead, next + 1 - taken);
      return next;
    }
  }

  @Override
  public void close() {
    pool.close();
  }
}
