package io.processpool.dispatch;

import io.processpool.api.IpcCounters;
import io.processpool.api.PoolException;
import io.processpool.api.WorkerDeath;
import io.processpool.backend.Chunk;
import io.processpool.backend.ChunkBackend;
import io.processpool.backend.ChunkListener;
import io.processpool.backend.ChunkOutcome;
import io.processpool.backend.ChunkOutcome.Lost;
import io.processpool.backend.JobHandle;
import io.processpool.backend.JobSpec;
import io.processpool.backend.WorkerRef;
import io.processpool.concurrent.Ticker;
import io.processpool.dispatch.DispatchStats.Flight;
import io.processpool.message.CancelJob;
import io.processpool.message.CloseJob;
import io.processpool.message.ItemsDone;
import io.processpool.message.Message;
import io.processpool.message.RunChunk;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Leases chunks to workers: to the one with the least to do, jobs in turn. An answer is taken only
 * for a lease that stands, so what comes late or twice is dropped and counted.
 */
public final class Dispatcher implements ChunkBackend {

  /** How long a cancelled item may go on before its worker is killed. */
  static final long CANCEL_GRACE_NANOS = TimeUnit.SECONDS.toNanos(5);

  private final int workers;
  private final Ticker ticker;
  private final DispatchTimer timer;
  private final ReentrantLock lock = new ReentrantLock();

  // Guarded by lock.
  private final Map<Integer, DispatchedJob> jobs = new LinkedHashMap<>();
  private final Set<DispatchedJob> turns = new LinkedHashSet<>();
  private final Set<DispatchedJob> pinning = new LinkedHashSet<>();
  private final Map<WorkerClient, WorkerLane> lanes = new HashMap<>();
  private @Nullable Supplier<PoolException> broken;
  private boolean held;
  private long leases;
  private long lateAnswers;
  private long readyNanos = Long.MAX_VALUE;

  /** A dispatcher without workers yet. */
  public Dispatcher(int workers, Ticker ticker, DispatchTimer timer) {
    this.workers = workers;
    this.ticker = ticker;
    this.timer = timer;
  }

  @Override
  public JobHandle openJob(JobSpec spec, ChunkListener listener) {
    DispatchedJob job = new DispatchedJob(this, spec, listener);
    lock.lock();
    try {
      jobs.put(spec.job(), job);
    } finally {
      lock.unlock();
    }
    return job;
  }

  @Override
  public int workers() {
    return workers;
  }

  @Override
  public long readyNanos() {
    lock.lock();
    try {
      return readyNanos;
    } finally {
      lock.unlock();
    }
  }

  void submit(DispatchedJob job, Chunk chunk) {
    Effects effects = new Effects();
    lock.lock();
    try {
      Supplier<PoolException> why = broken;
      if (job.isCancelled()) {
        end(job, chunk, new ChunkOutcome.Cancelled(), effects);
      } else if (why != null) {
        end(job, chunk, new ChunkOutcome.Refused(why), effects);
      } else {
        job.queue(chunk);
        if (job.hasWaiting()) {
          turns.add(job);
        }
        if (job.hasPinned()) {
          pinning.add(job);
        }
        assign(effects);
      }
    } finally {
      lock.unlock();
    }
    effects.carryOut();
  }

  void cancel(DispatchedJob job, boolean interrupt) {
    Effects effects = new Effects();
    lock.lock();
    try {
      if (job.isCancelled()) {
        return;
      }
      job.markCancelled();
      turns.remove(job);
      pinning.remove(job);
      for (Chunk chunk : job.takeAll()) {
        end(job, chunk, new ChunkOutcome.Cancelled(), effects);
      }
      for (WorkerLane lane : lanes.values()) {
        Set<Long> cancelled = lane.cancel(job);
        if (!cancelled.isEmpty()) {
          send(lane, job, new CancelJob(job.spec().job(), interrupt), effects);
          if (interrupt) {
            effects.then(() -> watch(lane, cancelled));
          }
        }
      }
    } finally {
      lock.unlock();
    }
    effects.carryOut();
  }

  /** Sees to it that a cancelled item does not hold its worker for ever. */
  private void watch(WorkerLane lane, Set<Long> cancelled) {
    timer.schedule(CANCEL_GRACE_NANOS, () -> killIfHeld(lane, cancelled));
  }

  /** A cancelled lease that stands behind another job's is harmless: none of it will begin. */
  private void killIfHeld(WorkerLane lane, Set<Long> cancelled) {
    boolean held;
    lock.lock();
    try {
      Lease oldest = lane.oldest();
      held = lanes.get(lane.client()) == lane && oldest != null && cancelled.contains(oldest.id());
    } finally {
      lock.unlock();
    }
    if (held) {
      lane.client().kill("did not let go of a cancelled item within 5 s");
    }
  }

  void close(DispatchedJob job) {
    Effects effects = new Effects();
    lock.lock();
    try {
      int number = job.spec().job();
      jobs.remove(number);
      for (WorkerLane lane : lanes.values()) {
        if (lane.close(number)) {
          send(lane, job, new CloseJob(number), effects);
        }
      }
    } finally {
      lock.unlock();
    }
    effects.carryOut();
  }

  Map<WorkerRef, IpcCounters> traffic(DispatchedJob job) {
    lock.lock();
    try {
      return job.trafficCopy();
    } finally {
      lock.unlock();
    }
  }

  /** A worker can run chunks. */
  public void workerReady(WorkerClient client) {
    Effects effects = new Effects();
    lock.lock();
    try {
      if (broken != null) {
        return;
      }
      readyNanos = Math.min(readyNanos, ticker.nanos());
      lanes.put(client, new WorkerLane(client));
      assign(effects);
    } finally {
      lock.unlock();
    }
    effects.carryOut();
  }

  /**
   * A worker answered. On the event loop.
   *
   * @param client who
   * @param done what it said
   * @param bytes what that took on the wire
   */
  public void itemsDone(WorkerClient client, ItemsDone done, long bytes) {
    Effects effects = new Effects();
    lock.lock();
    try {
      WorkerLane lane = lanes.get(client);
      Lease lease = lane == null ? null : lane.find(done.lease());
      if (lane == null || lease == null) {
        lateAnswers++;
        return;
      }
      WorkerRef worker = client.ref();
      DispatchedJob job = lease.job();
      job.count(worker, new IpcCounters(0, 0, 1, bytes));
      effects.then(() -> job.listener().itemsDone(lease.chunk(), worker, done));
      if (done.last()) {
        lane.complete(lease, done.times());
        long turnaround = ticker.nanos() - lease.sentNanos();
        end(
            job,
            lease.chunk(),
            new ChunkOutcome.Completed(worker, done.times(), turnaround),
            effects);
        assign(effects);
      }
    } finally {
      lock.unlock();
    }
    effects.carryOut();
  }

  /**
   * A worker is gone, and all it said has been heard.
   *
   * @param client who
   * @param runningItem what its item slot says
   * @param death how it ended
   */
  public void workerLost(WorkerClient client, long runningItem, WorkerDeath death) {
    Effects effects = new Effects();
    lock.lock();
    try {
      WorkerLane lane = lanes.remove(client);
      if (lane == null) {
        return;
      }
      for (Map.Entry<Lease, Integer> each : lane.positions(runningItem).entrySet()) {
        Lease lease = each.getKey();
        end(lease.job(), lease.chunk(), new Lost(client.ref(), each.getValue(), death), effects);
      }
      assign(effects);
    } finally {
      lock.unlock();
    }
    effects.carryOut();
  }

  /** There will be no workers any more: all that waits, and all that comes, is refused. */
  public void breakDown(Supplier<PoolException> error) {
    Effects effects = new Effects();
    lock.lock();
    try {
      if (broken != null) {
        return;
      }
      broken = error;
      turns.clear();
      pinning.clear();
      for (DispatchedJob job : jobs.values()) {
        for (Chunk chunk : job.takeAll()) {
          end(job, chunk, new ChunkOutcome.Refused(error), effects);
        }
      }
      for (WorkerLane lane : lanes.values()) {
        for (Lease lease : lane.leases()) {
          end(lease.job(), lease.chunk(), new ChunkOutcome.Refused(error), effects);
        }
      }
      lanes.clear();
    } finally {
      lock.unlock();
    }
    effects.carryOut();
  }

  /** From now on no chunk goes to a worker: the pool ends, and what is cancelled makes no room. */
  public void hold() {
    lock.lock();
    try {
      held = true;
    } finally {
      lock.unlock();
    }
  }

  /** The state now. */
  public DispatchStats stats() {
    lock.lock();
    try {
      int queued = jobs.values().stream().mapToInt(DispatchedJob::queued).sum();
      List<Flight> inFlight = new ArrayList<>();
      for (WorkerLane lane : lanes.values()) {
        for (Lease lease : lane.leases()) {
          inFlight.add(new Flight(lane.client().ref(), lease.chunk(), lease.sentNanos()));
        }
      }
      return new DispatchStats(queued, inFlight, lateAnswers, broken != null);
    } finally {
      lock.unlock();
    }
  }

  private void assign(Effects effects) {
    if (held) {
      return;
    }
    pinning.removeIf(job -> assignPinned(job, effects));
    while (!turns.isEmpty()) {
      DispatchedJob job = turns.iterator().next();
      WorkerLane lane = leastLoaded(job, turns.size() == 1);
      if (lane == null) {
        return;
      }
      turns.remove(job);
      Chunk chunk = job.next();
      if (job.hasWaiting()) {
        turns.add(job);
      }
      if (chunk != null) {
        lease(lane, job, chunk, effects);
      }
    }
  }

  /** Whether all pinned chunks of the job are at their workers now. */
  private boolean assignPinned(DispatchedJob job, Effects effects) {
    for (WorkerLane lane : lanes.values()) {
      Chunk chunk = lane.hasRoom() ? job.nextPinned(lane.index()) : null;
      if (chunk != null) {
        lease(lane, job, chunk, effects);
      }
    }
    return !job.hasPinned();
  }

  private @Nullable WorkerLane leastLoaded(DispatchedJob job, boolean alone) {
    WorkerLane best = null;
    for (WorkerLane lane : lanes.values()) {
      if (lane.hasRoomFor(job, alone) && (best == null || lane.load() < best.load())) {
        best = lane;
      }
    }
    return best;
  }

  private void lease(WorkerLane lane, DispatchedJob job, Chunk chunk, Effects effects) {
    JobSpec spec = job.spec();
    if (lane.open(spec.job())) {
      send(lane, job, job.opening(), effects);
    }
    Lease lease = new Lease(++leases, chunk, job, ticker.nanos());
    lane.add(lease);
    send(
        lane,
        job,
        new RunChunk(spec.job(), lease.id(), chunk.indexes(), chunk.attempts(), chunk.items()),
        effects);
  }

  private static void send(WorkerLane lane, DispatchedJob job, Message message, Effects effects) {
    long bytes = lane.client().offer(message);
    job.count(lane.client().ref(), new IpcCounters(1, bytes, 0, 0));
    effects.flush(lane.client());
  }

  private static void end(DispatchedJob job, Chunk chunk, ChunkOutcome outcome, Effects effects) {
    effects.then(() -> job.listener().ended(chunk, outcome));
  }
}
