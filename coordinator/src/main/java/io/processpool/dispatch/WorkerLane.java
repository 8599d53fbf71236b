package io.processpool.dispatch;

import io.processpool.backend.Chunk;
import io.processpool.backend.ChunkOutcome.Lost;
import io.processpool.dispatch.DispatchStats.Flight;
import io.processpool.message.ChunkTimes;
import io.processpool.message.CloseJob;
import io.processpool.message.Message;
import io.processpool.message.RunChunk;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one worker holds. Guarded by the dispatcher's lock.
 *
 * <p>Beside the chunk that runs stands another only when chunks are short enough that the round
 * trip would show; behind a long one it would only wait.
 */
final class WorkerLane {

  /** Chunks that run longer do not feel the round trip. */
  private static final long LONG_CHUNK_NANOS = 50_000_000;

  /** This much work stands ready, if the chunks are short. */
  private static final long READY_NANOS = 2_000_000;

  private static final int MOST_CHUNKS = 64;
  private static final long MOST_BYTES = 4L << 20;
  private static final long SMALL_FUNCTION_BYTES = 64 << 10;

  private final WorkerClient client;

  /** In the order they were sent, in which most of them end. */
  private final Deque<Lease> inFlight = new ArrayDeque<>();

  private final Set<Long> recalled = new HashSet<>();

  /** The job of the last lease; others are looked up. */
  private @Nullable JobAtWorker latest;

  private double chunkNanos = -1;
  private long bytesInFlight;
  private int cancelledLeases;
  private final int mostItems;
  private long leasedItems;
  private boolean usedUp;
  private boolean slow;
  private long idleSince;
  private boolean idleAlarm;
  private boolean limitAlarm;
  private long heardNanos;
  private long doubted = -1;
  private long doubtedBytes;

  /**
   * A worker that holds nothing.
   *
   * @param client who
   * @param mostItems how many items it may run, 0 for any number
   * @param nowNanos since when it is idle
   */
  WorkerLane(WorkerClient client, int mostItems, long nowNanos) {
    this.client = client;
    this.mostItems = mostItems;
    this.idleSince = nowNanos;
    this.heardNanos = nowNanos;
  }

  WorkerClient client() {
    return client;
  }

  int index() {
    return client.ref().index();
  }

  int load() {
    return inFlight.size();
  }

  /**
   * Whether it may get another chunk. None goes to a worker that still runs a cancelled one, or one
   * so long that others were asked back.
   */
  boolean hasRoom() {
    if (usedUp || slow) {
      return false;
    }
    if (inFlight.isEmpty()) {
      return true;
    }
    return cancelledLeases == 0 && inFlight.size() < depth() && bytesInFlight < MOST_BYTES;
  }

  /**
   * Whether it may get a chunk of this job. Work stands ready behind a running chunk only where one
   * job is by itself: how long the chunks of another take is not known, and the wait could be long.
   * None does where no item may begin twice: those of a chunk before the one that kills the worker
   * may be finished and their answers still on their way, and would be given up.
   *
   * @param alone whether no other job waits
   */
  boolean hasRoomFor(DispatchedJob job, boolean alone) {
    return hasRoom()
        && (inFlight.isEmpty() || (alone && holdsOnly(job) && !job.spec().atMostOnce()));
  }

  private boolean holdsOnly(DispatchedJob job) {
    return latest != null && latest.job() == job && latest.leases() == inFlight.size();
  }

  private int depth() {
    if (chunkNanos < 0 || chunkNanos > LONG_CHUNK_NANOS) {
      return 1;
    }
    return (int) Math.min(MOST_CHUNKS, 2 + READY_NANOS / Math.max(1, chunkNanos));
  }

  /** Whether the chunk is within what it may still run; a fresh worker takes any. */
  boolean mayRun(Chunk chunk) {
    return mostItems == 0 || leasedItems == 0 || leasedItems + chunk.size() <= mostItems;
  }

  /** Whether it has been given all the items it may run. */
  boolean isSpent() {
    return mostItems > 0 && leasedItems >= mostItems;
  }

  /** It gets nothing more; whether that is news. */
  boolean useUp() {
    boolean news = !usedUp;
    usedUp = true;
    return news;
  }

  boolean isUsedUp() {
    return usedUp;
  }

  /** Whether it is idle and no alarm is set for that; one is now. */
  boolean claimIdleAlarm() {
    boolean claimed = inFlight.isEmpty() && !idleAlarm;
    idleAlarm |= claimed;
    return claimed;
  }

  void idleAlarmRang() {
    idleAlarm = false;
  }

  /** For how long it has been idle, 0 if it is not. */
  long idleNanos(long nowNanos) {
    return inFlight.isEmpty() ? nowNanos - idleSince : 0;
  }

  /** Whether nobody watches the limits of its items; somebody does now. */
  boolean claimLimitAlarm() {
    boolean claimed = !limitAlarm;
    limitAlarm = true;
    return claimed;
  }

  void limitAlarmOff() {
    limitAlarm = false;
  }

  boolean holdsLimited() {
    return inFlight.stream().anyMatch(lease -> lease.limitNanos() > 0);
  }

  /** It has answered for an item. */
  void heard(long nowNanos) {
    heardNanos = nowNanos;
    doubted = -1;
  }

  /** For how long it could have told of an item of this lease, and has not. */
  long silentNanos(Lease lease, long nowNanos) {
    return Math.min(nowNanos - heardNanos, nowNanos - lease.sentNanos());
  }

  /**
   * Doubts that it will ever answer for the lease; whether there was no doubt of that before, or
   * something has come since, if only a part of an answer.
   */
  boolean doubt(Lease lease) {
    long bytes = client.bytesRead();
    boolean anew = doubted != lease.id() || doubtedBytes != bytes;
    doubted = lease.id();
    doubtedBytes = bytes;
    return anew;
  }

  private void add(Lease lease) {
    inFlight.addLast(lease);
    lease.at().leased();
    leasedItems += lease.chunk().size();
    bytesInFlight += lease.chunk().items().weight();
  }

  Flight flight(Lease lease) {
    return new Flight(client.ref(), lease.chunk(), lease.sentNanos());
  }

  @Nullable Lease find(long lease) {
    for (Lease each : inFlight) {
      if (each.id() == lease) {
        return each;
      }
    }
    return null;
  }

  /** The one it works on: leases are run in order. */
  @Nullable Lease oldest() {
    return inFlight.peekFirst();
  }

  void complete(Lease lease, ChunkTimes times, long nowNanos) {
    remove(lease);
    slow = false;
    idleSince = nowNanos;
    double busy = times.busy();
    chunkNanos = chunkNanos < 0 ? busy : chunkNanos + (busy - chunkNanos) * 0.3;
  }

  private void remove(Lease lease) {
    inFlight.remove(lease); // it stands in front, mostly
    lease.at().released();
    if (!recalled.isEmpty()) {
      recalled.remove(lease.id());
    }
    bytesInFlight -= lease.chunk().items().weight();
    if (lease.job().isCancelled()) {
      cancelledLeases--;
    }
  }

  /** What stands behind the oldest and may be asked back, oldest first. */
  List<Lease> recallable() {
    List<Lease> waiting = new ArrayList<>();
    Lease oldest = oldest();
    for (Lease lease : inFlight) {
      Chunk chunk = lease.chunk();
      if (!lease.equals(oldest)
          && chunk.worker() == Chunk.ANY_WORKER
          && chunk.items().bulk() == null // its file is at the worker, and read once
          && !lease.job().isCancelled()
          && !recalled.contains(lease.id())) {
        waiting.add(lease);
      }
    }
    return waiting;
  }

  /** It was asked back; until another ends, no more comes. */
  void recall(Lease lease) {
    recalled.add(lease.id());
    slow = true;
  }

  /**
   * It was given back, and counts as never sent.
   *
   * @throws IllegalStateException if it was not asked for: who knows what became of it
   */
  void takeBack(Lease lease) {
    if (!recalled.contains(lease.id())) {
      throw new IllegalStateException(client.ref() + " gave back " + lease + ", unasked");
    }
    remove(lease);
    leasedItems -= lease.chunk().size();
  }

  /**
   * Says that a job is over, if the worker knows it. If its function is small that leaves with the
   * next message: nobody waits for it, and to wake an idle worker for it costs as much as a small
   * job.
   */
  void close(DispatchedJob job, Effects effects) {
    JobAtWorker at = job.find(client.ref());
    if (at == null || !at.close()) {
      return;
    }
    if (latest == at) {
      latest = null; // who keeps the lane must not keep the job
    }
    offer(at, new CloseJob(job.spec().job()), 0);
    if (job.spec().function().weight() > SMALL_FUNCTION_BYTES) {
      effects.flush(client);
    }
  }

  /** Sends a chunk, behind the job's function where that is new here. */
  void send(Lease lease, Effects effects) {
    add(lease);
    JobAtWorker at = lease.at();
    Chunk chunk = lease.chunk();
    if (at.open()) {
      offer(at, at.job().opening(), 0);
    }
    int job = chunk.id().job();
    offer(
        at,
        new RunChunk(job, lease.id(), chunk.indexes(), chunk.attempts(), chunk.items()),
        chunk.items().bulkSize());
    effects.flush(client);
  }

  /** Sends a message about a job that it holds chunks of; it leaves with the effects. */
  void send(DispatchedJob job, Message message, Effects effects) {
    offer(job.at(client.ref()), message, 0);
    effects.flush(client);
  }

  private void offer(JobAtWorker at, Message message, long bulk) {
    at.sent(client.offer(message), bulk);
  }

  /** The job as it stands at this worker. */
  JobAtWorker at(DispatchedJob job) {
    JobAtWorker at = latest;
    if (at == null || at.job() != job) {
      at = job.at(client.ref());
      latest = at;
    }
    return at;
  }

  /** Counts the leases of a job that was just cancelled; their ids. */
  Set<Long> cancel(DispatchedJob job) {
    Set<Long> cancelled = leasesOf(job);
    cancelledLeases += cancelled.size();
    return cancelled;
  }

  /** The ids of what it holds of a job. */
  Set<Long> leasesOf(DispatchedJob job) {
    Set<Long> ids = new HashSet<>();
    for (Lease lease : inFlight) {
      if (lease.job() == job) {
        ids.add(lease.id());
      }
    }
    return ids;
  }

  /** Everything it holds, for when it is lost. */
  List<Lease> leases() {
    return List.copyOf(inFlight);
  }

  /**
   * How far each lease had come when the worker died: before the one that ran all items had begun,
   * behind it none. Where nobody knows, only items that may begin once are taken for begun.
   *
   * @param runningItem what the item slot says, or {@link Dispatcher#ANY_ITEM}
   */
  Map<Lease, Integer> positions(long runningItem) {
    boolean unknown = runningItem == Dispatcher.ANY_ITEM;
    boolean ran = inFlight.stream().anyMatch(lease -> lease.isAt(runningItem));
    int next = Lost.ARRIVING;
    Map<Lease, Integer> positions = new LinkedHashMap<>();
    for (Lease lease : inFlight) {
      if (lease.isAt(runningItem)) {
        positions.put(lease, (int) runningItem);
        ran = false;
        next = Lost.WAITING;
      } else {
        boolean begun = ran || (unknown && lease.job().spec().atMostOnce());
        positions.put(lease, begun ? lease.chunk().size() : next);
        next = ran ? next : Lost.WAITING;
      }
    }
    return positions;
  }
}
