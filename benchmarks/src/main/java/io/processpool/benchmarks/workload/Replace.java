package io.processpool.benchmarks.workload;

import io.processpool.Pool;
import io.processpool.api.PoolListener;
import io.processpool.api.WorkerDeath;
import io.processpool.api.WorkerInfo;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** How long the only worker's place stays empty when it is killed, beside the start of a worker. */
final class Replace implements Workload {

  private final int spares;

  Replace(int spares) {
    this.spares = spares;
  }

  @Override
  public Map<String, Double> sample() throws Exception {
    Seen seen = new Seen(new LinkedBlockingQueue<>(), new LinkedBlockingQueue<>());
    long begin = System.nanoTime();
    try (Pool pool = Pool.builder().workers(1).spareWorkers(spares).listener(seen).open()) {
      pool.apply(x -> x, 1);
      double start = Seconds.since(begin);
      for (int i = 0; i < 1 + spares; i++) {
        seen.ready.take();
      }
      long pid = pool.workers().get(0).pid();
      ProcessHandle.of(pid).orElseThrow().destroyForcibly();
      long death = seen.deaths.take();
      pool.apply(x -> x, 2);
      return Map.of("start", start, "replaced", Seconds.since(death));
    }
  }

  private record Seen(BlockingQueue<Long> deaths, BlockingQueue<WorkerInfo> ready)
      implements PoolListener {

    @Override
    public void onWorkerReady(WorkerInfo worker) {
      ready.add(worker);
    }

    @Override
    public void onWorkerLost(WorkerDeath death) {
      deaths.add(System.nanoTime());
    }
  }
}
