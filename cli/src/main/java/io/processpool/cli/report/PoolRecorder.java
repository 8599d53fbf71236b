package io.processpool.cli.report;

import io.processpool.api.ChunkReport;
import io.processpool.api.IpcCounters;
import io.processpool.api.JobReport;
import io.processpool.api.PoolListener;
import io.processpool.api.WorkerDeath;
import io.processpool.api.WorkerInfo;
import io.processpool.concurrent.Ticker;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Listens to one pool and keeps what fits a page, however long it lives. Thread-safe. */
final class PoolRecorder implements PoolListener {

  private static final int MOST_DEATHS = 50;
  private static final int SLOWEST = 10;

  /** Jobs without a label have one of their own each; those of one command are few. */
  private static final int MOST_LABELS = 100;

  private static final Comparator<PoolStory.SlowOne> SLOWEST_FIRST =
      Comparator.comparingDouble(PoolStory.SlowOne::seconds).reversed();

  private final String name;
  private final Ticker ticker;
  private final long openedNanos;
  private final CountDownLatch closed = new CountDownLatch(1);

  private final Object lock = new Object();

  // All guarded by lock.
  private final Map<Integer, Lane> lanes = new TreeMap<>();
  private final Map<Integer, PoolStory.Traffic> wire = new TreeMap<>();
  private final Throughput throughput = new Throughput();
  private final List<PoolStory.Death> deaths = new ArrayList<>();
  private final Map<String, List<PoolStory.SlowOne>> slowest = new HashMap<>();
  private long items;
  private int jobs;
  private double until;

  PoolRecorder(String name, Ticker ticker) {
    this.name = name;
    this.ticker = ticker;
    this.openedNanos = ticker.nanos();
  }

  private double now() {
    return (ticker.nanos() - openedNanos) / 1e9;
  }

  private Lane lane(int worker) {
    return lanes.computeIfAbsent(worker, place -> new Lane());
  }

  @Override
  public void onWorkerReady(WorkerInfo worker) {
    synchronized (lock) {
      lane(worker.index()).ready(worker.pid(), now());
      until = now();
    }
  }

  @Override
  public void onWorkerLost(WorkerDeath death) {
    synchronized (lock) {
      lane(death.worker()).lost(now());
      if (deaths.size() < MOST_DEATHS) {
        deaths.add(new PoolStory.Death(death.worker(), now(), death.toString()));
      }
      until = now();
    }
  }

  @Override
  public void onChunkDone(ChunkReport chunk) {
    synchronized (lock) {
      lane(chunk.worker()).done(chunk);
      double ended = chunk.ended().toNanos() / 1e9;
      throughput.add(ended, chunk.items());
      items += chunk.items();
      until = Math.max(until, ended);
    }
  }

  @Override
  public void onJobEnd(JobReport report) {
    synchronized (lock) {
      jobs++;
      report.workers().forEach(share -> wire.merge(share.worker(), traffic(share), this::sum));
      String job = report.label().isEmpty() ? report.job() : report.label();
      for (JobReport.SlowItem slow : report.slowest()) {
        double seconds = slow.took().toNanos() / 1e9;
        String item = "item " + slow.index();
        keep(new PoolStory.SlowOne(job, slow.index(), item, seconds, slow.worker()));
      }
      until = now();
    }
  }

  private void keep(PoolStory.SlowOne slow) {
    if (slowest.size() >= MOST_LABELS && !slowest.containsKey(slow.job())) {
      return;
    }
    List<PoolStory.SlowOne> ofJob = slowest.computeIfAbsent(slow.job(), label -> new ArrayList<>());
    ofJob.add(slow);
    ofJob.sort(SLOWEST_FIRST);
    if (ofJob.size() > SLOWEST) {
      ofJob.remove(SLOWEST);
    }
  }

  private static PoolStory.Traffic traffic(JobReport.WorkerShare share) {
    IpcCounters ipc = share.ipc();
    return new PoolStory.Traffic(
        share.worker(),
        share.items(),
        share.chunks(),
        ipc.bytesOut(),
        ipc.bytesIn(),
        ipc.framesOut(),
        ipc.framesIn());
  }

  private PoolStory.Traffic sum(PoolStory.Traffic a, PoolStory.Traffic b) {
    return new PoolStory.Traffic(
        a.worker(),
        a.items() + b.items(),
        a.chunks() + b.chunks(),
        a.bytesOut() + b.bytesOut(),
        a.bytesIn() + b.bytesIn(),
        a.framesOut() + b.framesOut(),
        a.framesIn() + b.framesIn());
  }

  @Override
  public void onPoolClosed() {
    closed.countDown();
  }

  /**
   * All it heard. Waits for the last news of a pool that is being closed.
   *
   * @param limitMillis no longer than that
   */
  PoolStory story(long limitMillis) {
    try {
      var unused = closed.await(limitMillis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // what is there will do
    }
    synchronized (lock) {
      List<PoolStory.Lane> all = new ArrayList<>();
      lanes.forEach((worker, lane) -> all.add(lane.story(worker, until)));
      List<PoolStory.SlowOne> slow =
          slowest.values().stream().flatMap(List::stream).sorted(SLOWEST_FIRST).toList();
      return new PoolStory(
          name,
          until,
          jobs,
          items,
          all,
          throughput.rates(until),
          List.copyOf(wire.values()),
          List.copyOf(deaths),
          slow);
    }
  }
}
