package io.processpool.dispatch;

import static java.util.Objects.requireNonNull;

import io.processpool.api.IpcCounters;
import io.processpool.backend.Chunk;
import io.processpool.backend.ChunkListener;
import io.processpool.backend.JobHandle;
import io.processpool.backend.JobSpec;
import io.processpool.backend.WorkerRef;
import io.processpool.message.OpenJob;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A job and its chunks that wait for a worker. Guarded by the dispatcher's lock. */
final class DispatchedJob implements JobHandle {

  private static final Comparator<Chunk> IN_INPUT_ORDER =
      Comparator.comparingLong(chunk -> chunk.indexes().get(0));

  /** An endless job whose workers are replaced now and then meets any number of them. */
  static final int MOST_WORKERS = 1_000;

  private final Dispatcher dispatcher;
  private final JobSpec spec;
  private final ChunkListener listener;

  /** What was sent before goes first, in input order: others wait for it. */
  private final Queue<Chunk> repeated = new PriorityQueue<>(1, IN_INPUT_ORDER);

  private final Queue<Chunk> waiting = new ArrayDeque<>(1);
  private final List<Chunk> pinned = new ArrayList<>();

  /** In the order in which they met the job. */
  private final Map<WorkerRef, JobAtWorker> workers = new LinkedHashMap<>();

  private boolean cancelled;
  private boolean interrupted;

  DispatchedJob(Dispatcher dispatcher, JobSpec spec, ChunkListener listener) {
    this.dispatcher = dispatcher;
    this.spec = spec;
    this.listener = listener;
  }

  @Override
  public void submit(Chunk chunk) {
    dispatcher.submit(this, List.of(chunk));
  }

  @Override
  public void submit(List<Chunk> chunks) {
    dispatcher.submit(this, chunks);
  }

  @Override
  public void cancel(boolean interrupt) {
    dispatcher.cancel(this, interrupt);
  }

  @Override
  public void close() {
    dispatcher.close(this);
  }

  @Override
  public Map<WorkerRef, IpcCounters> traffic() {
    return dispatcher.traffic(this);
  }

  JobSpec spec() {
    return spec;
  }

  /** What a worker is told before the job's first chunk. */
  OpenJob opening() {
    return new OpenJob(
        spec.job(), spec.shape(), spec.seed(), spec.taskLimitMicros(), spec.function());
  }

  ChunkListener listener() {
    return listener;
  }

  boolean isCancelled() {
    return cancelled;
  }

  /** It is cancelled from now on; whether that, or the interrupt, is news. */
  boolean cancelWith(boolean interrupt) {
    boolean news = !cancelled || (interrupt && !interrupted);
    cancelled = true;
    interrupted |= interrupt;
    return news;
  }

  void queue(Chunk chunk) {
    if (chunk.worker() != Chunk.ANY_WORKER) {
      pinned.add(chunk);
    } else if (chunk.repeated()) {
      repeated.add(chunk);
    } else {
      waiting.add(chunk);
    }
  }

  /** A chunk that a worker has given back; others may wait for its answers. */
  void queueAgain(Chunk chunk) {
    repeated.add(chunk);
  }

  boolean hasWaiting() {
    return !waiting.isEmpty() || !repeated.isEmpty();
  }

  /** How many chunks any worker may run. */
  int waiting() {
    return waiting.size() + repeated.size();
  }

  /** The chunk that goes next, where there is one. */
  Chunk peek() {
    return repeated.isEmpty() ? waiting.element() : repeated.element();
  }

  /** Takes the chunk that goes next, where there is one. */
  Chunk next() {
    return repeated.isEmpty() ? waiting.remove() : repeated.remove();
  }

  /** A chunk that only this worker may run. */
  @Nullable Chunk nextPinned(int worker) {
    for (Iterator<Chunk> each = pinned.iterator(); each.hasNext(); ) {
      Chunk chunk = each.next();
      if (chunk.worker() == worker) {
        each.remove();
        return chunk;
      }
    }
    return null;
  }

  void addPinnedPlaces(Set<Integer> places) {
    pinned.forEach(chunk -> places.add(chunk.worker()));
  }

  boolean hasPinned() {
    return !pinned.isEmpty();
  }

  int queued() {
    return repeated.size() + waiting.size() + pinned.size();
  }

  List<Chunk> takeAll() {
    List<Chunk> all = new ArrayList<>(repeated);
    all.addAll(waiting);
    all.addAll(pinned);
    repeated.clear();
    waiting.clear();
    pinned.clear();
    return all;
  }

  /** This job at a worker that gets a chunk of it. */
  JobAtWorker at(WorkerRef worker) {
    JobAtWorker at = workers.get(worker);
    if (at == null) {
      at = new JobAtWorker(this);
      workers.put(worker, at);
      if (workers.size() > MOST_WORKERS) {
        foldOne();
      }
    }
    return at;
  }

  /** Whoever came next in its place, when it had left, counts for it too. */
  private void foldOne() {
    Map<Integer, WorkerRef> byPlace = new HashMap<>();
    for (Map.Entry<WorkerRef, JobAtWorker> each : workers.entrySet()) {
      WorkerRef before = byPlace.put(each.getKey().index(), each.getKey());
      if (before != null) {
        each.getValue().add(requireNonNull(workers.remove(before)));
        return;
      }
    }
  }

  /** This job at a worker, if it had any of it. */
  @Nullable JobAtWorker find(WorkerRef worker) {
    return workers.get(worker);
  }

  Map<WorkerRef, IpcCounters> trafficCopy() {
    Map<WorkerRef, IpcCounters> traffic = new HashMap<>();
    workers.forEach((worker, at) -> traffic.put(worker, at.traffic()));
    return traffic;
  }
}
