package io.processpool.dispatch;

import io.processpool.api.IpcCounters;
import io.processpool.api.PoolException;
import io.processpool.api.WorkerDeath;
import io.processpool.backend.Chunk;
import io.processpool.backend.ChunkAnswer;
import io.processpool.backend.ChunkBackend;
import io.processpool.backend.ChunkListener;
import io.processpool.backend.ChunkOutcome;
import io.processpool.backend.ChunkOutcome.Completed;
import io.processpool.backend.ChunkOutcome.Lost;
import io.processpool.backend.JobHandle;
import io.processpool.backend.JobSpec;
import io.processpool.backend.WorkerRef;
import io.processpool.concurrent.Ticker;
import io.processpool.message.CancelJob;
import io.processpool.message.ItemsDone;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Leases chunks to workers: to the one with the least to do, jobs in turn. An answer is taken only
 * for a lease that stands, so what comes late or twice is dropped and counted.
 */
public final class Dispatcher implements ChunkBackend {

  /** In place of what an item slot says, if that cannot be read: any item may have begun. */
  public static final long ANY_ITEM = -2;

  /** How long a cancelled item may go on before its worker is killed. */
  static final long CANCEL_GRACE_NANOS = TimeUnit.SECONDS.toNanos(5);

  private final int workers;
  private final Turnover turnover;
  private final Ticker ticker;
  private final DispatchTimer timer;
  private final Decisions decisions = new Decisions();

  // Guarded by decisions, as all below.
  private final JobTurns jobs = new JobTurns();
  private final Roster roster;
  private final Recalls recalls;
  private final Leasing leasing;
  private @Nullable Supplier<PoolException> broken;
  private boolean held;
  private long lateAnswers;
  private long readyNanos = Long.MAX_VALUE;

  /** A dispatcher whose workers stay; it has none yet. */
  public Dispatcher(int workers, Ticker ticker, DispatchTimer timer) {
    this(workers, Turnover.NONE, ticker, timer);
  }

  /** A dispatcher without workers yet. */
  public Dispatcher(int workers, Turnover turnover, Ticker ticker, DispatchTimer timer) {
    this.workers = workers;
    this.turnover = turnover;
    this.ticker = ticker;
    this.timer = timer;
    this.roster = new Roster(workers, turnover);
    this.recalls = new Recalls(roster, jobs);
    this.leasing = new Leasing(roster, jobs, new LimitWatch(decisions, roster, ticker, timer));
  }

  /** Who is told of workers that come and go; to be set before there are any. */
  public void staffWith(Staffing staffing) {
    decisions.decide(effects -> roster.staffWith(staffing));
  }

  @Override
  public JobHandle openJob(JobSpec spec, ChunkListener listener) {
    return new DispatchedJob(this, spec, listener);
  }

  @Override
  public int workers() {
    return workers;
  }

  @Override
  public int mostItemsPerChunk() {
    return turnover.mostItems() == 0 ? Integer.MAX_VALUE : turnover.mostItems();
  }

  @Override
  public long readyNanos() {
    return decisions.ask(() -> readyNanos);
  }

  void submit(DispatchedJob job, List<Chunk> chunks) {
    decisions.decide(
        effects -> {
          Supplier<PoolException> why = broken;
          if (job.isCancelled()) {
            chunks.forEach(chunk -> end(job, chunk, new ChunkOutcome.Cancelled(), effects));
          } else if (why != null) {
            chunks.forEach(chunk -> end(job, chunk, new ChunkOutcome.Refused(why), effects));
          } else {
            chunks.forEach(chunk -> jobs.queue(job, chunk));
            assign(effects);
          }
        });
  }

  void cancel(DispatchedJob job, boolean interrupt) {
    decisions.decide(
        effects -> {
          boolean again = job.isCancelled();
          if (!job.cancelWith(interrupt)) {
            return;
          }
          for (Chunk chunk : jobs.withdraw(job)) {
            end(job, chunk, new ChunkOutcome.Cancelled(), effects);
          }
          for (WorkerLane lane : roster.lanes()) {
            Set<Long> cancelled = again ? lane.leasesOf(job) : lane.cancel(job);
            if (!cancelled.isEmpty()) {
              lane.send(job, new CancelJob(job.spec().job(), interrupt), effects);
              if (interrupt) {
                effects.then(() -> watch(lane, cancelled));
              }
            }
          }
        });
  }

  /** Sees to it that a cancelled item does not hold its worker for ever. */
  private void watch(WorkerLane lane, Set<Long> cancelled) {
    timer.schedule(CANCEL_GRACE_NANOS, () -> killIfHeld(lane, cancelled));
  }

  /** A cancelled lease that stands behind another job's is harmless: none of it will begin. */
  private void killIfHeld(WorkerLane lane, Set<Long> cancelled) {
    boolean isHeld =
        decisions.ask(
            () -> {
              Lease oldest = lane.oldest();
              return roster.find(lane.client()) == lane
                  && oldest != null
                  && cancelled.contains(oldest.id());
            });
    if (isHeld) {
      lane.client().kill("did not let go of a cancelled item within 5 s");
    }
  }

  void close(DispatchedJob job) {
    decisions.decide(
        effects -> {
          for (WorkerLane lane : roster.lanes()) {
            lane.close(job, effects);
          }
        });
  }

  Map<WorkerRef, IpcCounters> traffic(DispatchedJob job) {
    return decisions.ask(job::trafficCopy);
  }

  /** A worker can run chunks. */
  public void workerReady(WorkerClient client) {
    decisions.decide(
        effects -> {
          if (broken != null) {
            return;
          }
          readyNanos = Math.min(readyNanos, ticker.nanos());
          roster.arrive(client, ticker.nanos());
          assign(effects);
        });
  }

  /**
   * A worker answered. On the event loop.
   *
   * @param client who
   * @param done what it said
   * @param bytes what that took on the wire
   */
  public void itemsDone(WorkerClient client, ItemsDone done, long bytes) {
    itemsDone(client, List.of(new Received(done, bytes)));
  }

  /**
   * A worker gave some answers. On the event loop.
   *
   * @param client who
   * @param answers what it said, in order; not kept
   */
  public void itemsDone(WorkerClient client, List<Received> answers) {
    decisions.decide(
        effects -> {
          WorkerLane lane = roster.find(client);
          long now = ticker.nanos();
          boolean room = false;
          for (Received answer : answers) {
            room |= lane != null && take(lane, answer, now, effects);
          }
          if (lane == null) {
            lateAnswers += answers.size();
          } else if (room) {
            roster.letGo(lane, now, effects);
            assign(now, effects);
          }
        });
  }

  /** Whether the answer was the last one of a lease. */
  private boolean take(WorkerLane lane, Received answer, long now, Effects effects) {
    ItemsDone done = answer.done();
    Lease lease = lane.find(done.lease());
    if (lease == null) {
      lateAnswers++;
      return false;
    }
    lease.at().received(answer.bytes(), done.values().bulkSize());
    lane.heard(now);
    WorkerRef worker = lane.client().ref();
    Completed end = null;
    if (done.last()) {
      lane.complete(lease, done.times(), now);
      end = new Completed(worker, done.times(), now - lease.sentNanos());
    }
    effects.tell(lease.job().listener(), new ChunkAnswer(lease.chunk(), worker, done, end));
    return done.last();
  }

  /**
   * A worker has given back a chunk it was asked for. On the event loop.
   *
   * @param client who
   * @param number the lease's
   * @param bytes what saying so took on the wire
   */
  public void returned(WorkerClient client, long number, long bytes) {
    decisions.decide(
        effects -> {
          WorkerLane lane = roster.find(client);
          Lease lease = lane == null ? null : lane.find(number);
          if (lane == null || lease == null) {
            lateAnswers++;
            return;
          }
          lane.takeBack(lease);
          DispatchedJob job = lease.job();
          lease.at().received(bytes, 0);
          if (job.isCancelled()) {
            end(job, lease.chunk(), new ChunkOutcome.Cancelled(), effects);
          } else {
            jobs.queueAgain(job, lease.chunk());
          }
          roster.letGo(lane, ticker.nanos(), effects);
          assign(effects);
        });
  }

  /**
   * A worker is gone, and all it said has been heard.
   *
   * @param client who
   * @param runningItem what its item slot says, or {@link #ANY_ITEM}
   * @param death how it ended
   * @return how many items that settled, because they have lost their worker too often
   */
  public int workerLost(WorkerClient client, long runningItem, WorkerDeath death) {
    AtomicInteger settled = new AtomicInteger();
    decisions.decide(
        effects -> {
          WorkerLane lane = roster.leave(client, ticker.nanos());
          if (lane == null) {
            return;
          }
          for (Map.Entry<Lease, Integer> each : lane.positions(runningItem).entrySet()) {
            Lease lease = each.getKey();
            Lost lost = new Lost(client.ref(), each.getValue(), death);
            effects.then(
                () -> settled.addAndGet(lease.job().listener().ended(lease.chunk(), lost)));
          }
          assign(effects);
        });
    return settled.get();
  }

  /** There will be no workers any more: all that waits, and all that comes, is refused. */
  public void breakDown(Supplier<PoolException> error) {
    decisions.decide(
        effects -> {
          if (broken != null) {
            return;
          }
          broken = error;
          for (DispatchedJob job : jobs.jobs()) {
            for (Chunk chunk : jobs.withdraw(job)) {
              end(job, chunk, new ChunkOutcome.Refused(error), effects);
            }
          }
          for (Lease lease : roster.clear()) {
            end(lease.job(), lease.chunk(), new ChunkOutcome.Refused(error), effects);
          }
        });
  }

  /** From now on no chunk goes to a worker: the pool ends, and what is cancelled makes no room. */
  public void hold() {
    decisions.decide(effects -> held = true);
  }

  /**
   * A worker gets nothing more; another comes, and it goes when it has done what it holds.
   *
   * @return whether that is news
   */
  public boolean retire(WorkerClient client) {
    AtomicBoolean news = new AtomicBoolean();
    decisions.decide(
        effects -> {
          WorkerLane lane = roster.find(client);
          if (lane != null && roster.useUp(lane, effects)) {
            news.set(true);
            roster.letGo(lane, ticker.nanos(), effects);
          }
        });
    return news.get();
  }

  private void watchIdle(long now, Effects effects) {
    for (WorkerLane lane : roster.lanes()) {
      if (lane.claimIdleAlarm()) {
        long left = Math.max(1, turnover.idleNanos() - lane.idleNanos(now));
        effects.then(() -> timer.schedule(left, () -> sendToSleepIfIdle(lane)));
      }
    }
  }

  private void sendToSleepIfIdle(WorkerLane lane) {
    decisions.decide(
        effects -> {
          if (roster.find(lane.client()) != lane) {
            return;
          }
          lane.idleAlarmRang();
          long now = ticker.nanos();
          if (lane.idleNanos(now) >= turnover.idleNanos()) {
            roster.sendToSleep(lane, now, effects);
          }
          assign(effects);
        });
  }

  /** The state now. */
  public DispatchStats stats() {
    return decisions.ask(
        () -> new DispatchStats(jobs.queued(), roster.inFlight(), lateAnswers, broken != null));
  }

  private void assign(Effects effects) {
    assign(ticker.nanos(), effects);
  }

  private void assign(long now, Effects effects) {
    if (held) {
      return;
    }
    leasing.assign(now, effects);
    if (roster.isAnyAsleep()) {
      roster.wake(jobs.pinnedPlaces(), jobs.waiting(), effects);
    }
    if (turnover.idleNanos() > 0) {
      watchIdle(now, effects);
    }
    if (recalls.claimAlarm()) {
      effects.then(
          () -> timer.schedule(Recalls.PATIENCE_NANOS, () -> decisions.decide(recalls::rang)));
    }
  }

  private static void end(DispatchedJob job, Chunk chunk, ChunkOutcome outcome, Effects effects) {
    effects.then(() -> job.listener().ended(chunk, outcome));
  }
}
