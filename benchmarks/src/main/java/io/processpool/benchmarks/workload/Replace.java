package io.processpool.benchmarks.workload;

import io.processpool.Pool;
import io.processpool.api.PoolListener;
import io.processpool.api.WorkerDeath;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** How long the only worker's place stays empty when it is killed, beside the start of a worker. */
final class Replace implements Workload {

  private final BlockingQueue<Long> deaths = new LinkedBlockingQueue<>();

  @Override
  public Map<String, Double> sample() throws Exception {
    long begin = System.nanoTime();
    try (Pool pool = Pool.builder().workers(1).listener(new Seen(deaths)).open()) {
      pool.apply(x -> x, 1);
      double start = Seconds.since(begin);
      long pid = pool.workers().get(0).pid();
      ProcessHandle.of(pid).orElseThrow().destroyForcibly();
      long seen = deaths.take();
      pool.apply(x -> x, 2);
      return Map.of("start", start, "replaced", Seconds.since(seen));
    }
  }

  private record Seen(BlockingQueue<Long> deaths) implements PoolListener {

    @Override
    public void onWorkerLost(WorkerDeath death) {
      deaths.add(System.nanoTime());
    }
  }
}
