package io.processpool.trace;

import io.processpool.api.IpcCounters;
import io.processpool.api.JobReport;
import io.processpool.api.JobReport.SlowItem;
import io.processpool.api.JobReport.WorkerShare;
import io.processpool.backend.WorkerRef;
import io.processpool.message.ChunkTimes;
import io.processpool.runs.LongRuns;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Adds up what happens in one job. Guarded by the job's lock. */
public final class JobTally {

  private static final int SLOWEST = 10;

  /** An endless job whose workers are replaced now and then meets any number of them. */
  private static final int MOST_SHARES = 1_000;

  private final Map<Integer, Share> shares = new TreeMap<>();

  /** What was looked up last: workers tell of many chunks at once. */
  private @Nullable Share latest;

  private final PriorityQueue<SlowItem> slowest =
      new PriorityQueue<>(Comparator.comparing(SlowItem::took));
  private long notSlowNanos = -1;
  private long ok;
  private long failed;
  private long encodeNanos;
  private long decodeNanos;
  private long transferNanos;
  private long inputNanos;
  private long awayNanos;
  private long cpuNanos;
  private long coreWaitNanos;

  /** Adds up what one worker did. */
  private static final class Share {
    private final WorkerRef worker;
    private long items;
    private long chunks;
    private long encode;
    private long compute;
    private long decode;
    private long waiting;

    Share(WorkerRef worker) {
      this.worker = worker;
    }

    void add(Share other) {
      items += other.items;
      chunks += other.chunks;
      encode += other.encode;
      compute += other.compute;
      decode += other.decode;
      waiting += other.waiting;
    }
  }

  /**
   * A worker sent values.
   *
   * @param first the index of the first item; those of the others follow
   * @param worker who
   * @param nanos holds how long each took
   * @param from where that of the first is
   * @param count how many
   */
  public void itemsAnswered(long first, WorkerRef worker, LongRuns nanos, int from, int count) {
    share(worker).items += count;
    ok += count;
    int run = nanos.runOf(from);
    for (int i = 0; i < count; run++) {
      int end = nanos.end(run) - from;
      for (; i < Math.min(end, count) && nanos.first(run) > notSlowNanos; i++) {
        took(first + i, worker, nanos.first(run));
      }
      i = end;
    }
  }

  /** A worker said that an item failed. */
  public void itemFailed(long index, WorkerRef worker, long nanos) {
    share(worker).items++;
    failed++;
    took(index, worker, nanos);
  }

  private void took(long index, WorkerRef worker, long nanos) {
    if (nanos <= notSlowNanos) {
      return;
    }
    if (slowest.size() == SLOWEST) {
      slowest.remove();
    }
    slowest.add(new SlowItem(index, Duration.ofNanos(nanos), worker.index()));
    if (slowest.size() == SLOWEST) {
      notSlowNanos = slowest.element().took().toNanos();
    }
  }

  /** An item failed without a worker's answer. */
  public void itemFailed() {
    failed++;
  }

  /** A value that arrived could not be rebuilt. */
  public void valueUnreadable() {
    ok--;
    failed++;
  }

  /** A worker ended a chunk. */
  public void chunkCompleted(WorkerRef worker, ChunkTimes times, long turnaroundNanos) {
    Share share = share(worker);
    share.chunks++;
    share.encode += times.encode();
    share.compute += times.compute();
    share.decode += times.decode();
    share.waiting += times.waiting();
    transferNanos += Math.max(0, turnaroundNanos - times.residence());
    cpuNanos += times.cpu();
    coreWaitNanos += times.coreWait();
  }

  /** The consumer's thread spent time in the user's input. */
  public void input(long nanos) {
    inputNanos += nanos;
  }

  /** Results were out of our hands for that long: decoded, used, and input read meanwhile. */
  public void away(long nanos) {
    awayNanos += nanos;
  }

  /** What of it was the user's code alone, at least. */
  private long takingNanos() {
    return Math.max(0, awayNanos - decodeNanos - encodeNanos - inputNanos);
  }

  /** The consumer's thread spent time on coding. */
  public void coded(long encode, long decode) {
    encodeNanos += encode;
    decodeNanos += decode;
  }

  private Share share(WorkerRef worker) {
    Share share = latest;
    if (share == null || share.worker.number() != worker.number()) {
      share = shares.computeIfAbsent(worker.number(), number -> new Share(worker));
      latest = share;
      if (shares.size() > MOST_SHARES) {
        foldOne();
      }
    }
    return share;
  }

  /** Whoever came next in its place counts for it too, unless it has just been heard. */
  private void foldOne() {
    Map<Integer, Share> byPlace = new HashMap<>();
    for (Share each : shares.values()) {
      Share before = byPlace.put(each.worker.index(), each);
      if (before != null && before != latest) {
        each.add(before);
        shares.remove(before.worker.number());
        return;
      }
    }
  }

  /** Items with a result. */
  public long ok() {
    return ok;
  }

  /** Items with a failure. */
  public long failed() {
    return failed;
  }

  /** What the report needs and this does not know. */
  public record Frame(
      String job,
      String label,
      Duration wall,
      Duration startUp,
      long read,
      long retried,
      long chunks) {}

  /** The report so far, without advice. */
  public JobReport report(Frame frame, Map<WorkerRef, IpcCounters> traffic) {
    IpcCounters total = IpcCounters.ZERO;
    for (IpcCounters each : traffic.values()) {
      total = total.plus(each);
    }
    return new JobReport(
        frame.job(),
        frame.label(),
        frame.wall(),
        new JobReport.Items(frame.read(), ok, failed, frame.retried()),
        frame.chunks(),
        times(frame.startUp()),
        total,
        workerShares(traffic),
        slowestFirst(),
        List.of());
  }

  private JobReport.Times times(Duration startUp) {
    long encode = encodeNanos;
    long decode = decodeNanos;
    long compute = 0;
    long waiting = 0;
    for (Share share : shares.values()) {
      encode += share.encode;
      decode += share.decode;
      compute += share.compute;
      waiting += share.waiting;
    }
    return new JobReport.Times(
        startUp,
        Duration.ofNanos(inputNanos),
        Duration.ofNanos(encode),
        Duration.ofNanos(transferNanos),
        Duration.ofNanos(waiting),
        Duration.ofNanos(compute),
        Duration.ofNanos(cpuNanos),
        Duration.ofNanos(coreWaitNanos),
        Duration.ofNanos(decode),
        Duration.ofNanos(takingNanos()));
  }

  private List<WorkerShare> workerShares(Map<WorkerRef, IpcCounters> traffic) {
    traffic.keySet().forEach(this::share);
    List<WorkerShare> list = new ArrayList<>(shares.size());
    for (Share share : shares.values()) {
      list.add(
          new WorkerShare(
              share.worker.index(),
              share.worker.pid(),
              share.items,
              share.chunks,
              traffic.getOrDefault(share.worker, IpcCounters.ZERO),
              Duration.ofNanos(share.encode),
              Duration.ofNanos(share.compute),
              Duration.ofNanos(share.decode),
              Duration.ofNanos(share.waiting)));
    }
    return List.copyOf(list);
  }

  private List<SlowItem> slowestFirst() {
    List<SlowItem> list = new ArrayList<>(slowest);
    list.sort(Comparator.comparing(SlowItem::took).reversed());
    return List.copyOf(list);
  }
}
