package io.processpool.benchmarks.workload;

import io.processpool.Pool;
import java.util.Collections;
import java.util.Map;

/** Workers that mostly wait, so that their number is not bounded by the cores. */
final class Sleepers implements Workload {

  private static final long WORKER_HEAP = 64L << 20;
  private static final int MILLIS = 10;

  private final int workers;
  private final int items;
  private final Pool pool;
  private final double start;

  Sleepers(int workers, int itemsPerWorker) {
    this.workers = workers;
    this.items = workers * itemsPerWorker;
    long begin = System.nanoTime();
    this.pool = Pool.builder().workers(workers).workerHeap(WORKER_HEAP).open();
    pool.broadcast(() -> 1);
    this.start = Seconds.since(begin);
  }

  @Override
  public Map<String, Double> sample() {
    double cpu = Cpu.seconds();
    long begin = System.nanoTime();
    pool.map(Sleepers::doze, Collections.nCopies(items, MILLIS));
    double seconds = Seconds.since(begin);
    double ideal = (double) items / workers * MILLIS / 1e3;
    return Map.of(
        "start", start,
        "seconds", seconds,
        "efficiency", ideal / seconds,
        "itemsPerSecond", items / seconds,
        "cpuSecondsPerItem", (Cpu.seconds() - cpu) / items);
  }

  private static int doze(int millis) throws InterruptedException {
    Thread.sleep(millis);
    return millis;
  }

  @Override
  public void close() {
    pool.close();
  }
}
