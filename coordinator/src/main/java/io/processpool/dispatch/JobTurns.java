package io.processpool.dispatch;

import io.processpool.backend.Chunk;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The jobs with chunks that wait, in turn. Guarded by the dispatcher's lock. */
final class JobTurns {

  private final Map<Integer, DispatchedJob> jobs = new LinkedHashMap<>();
  private final Set<DispatchedJob> turns = new LinkedHashSet<>();
  private final Set<DispatchedJob> pinning = new LinkedHashSet<>();

  void open(DispatchedJob job) {
    jobs.put(job.spec().job(), job);
  }

  void close(DispatchedJob job) {
    jobs.remove(job.spec().job());
  }

  Collection<DispatchedJob> jobs() {
    return jobs.values();
  }

  void queue(DispatchedJob job, Chunk chunk) {
    job.queue(chunk);
    if (job.hasWaiting()) {
      turns.add(job);
    }
    if (job.hasPinned()) {
      pinning.add(job);
    }
  }

  /** A worker has given a chunk back. */
  void queueAgain(DispatchedJob job, Chunk chunk) {
    job.queueAgain(chunk);
    turns.add(job);
  }

  /** Whose turn it is to send a chunk that any worker may run. */
  @Nullable DispatchedJob first() {
    return turns.isEmpty() ? null : turns.iterator().next();
  }

  /** Whether no other job waits beside the first. */
  boolean isAlone() {
    return turns.size() == 1;
  }

  /** The first job's next chunk; another job is first then. */
  Chunk take(DispatchedJob first) {
    Chunk chunk = first.next();
    if (!isAlone() || !first.hasWaiting()) {
      turns.remove(first);
      if (first.hasWaiting()) {
        turns.add(first);
      }
    }
    return chunk;
  }

  /** The jobs with chunks that only one worker may run; those may be removed. */
  Set<DispatchedJob> pinning() {
    return pinning;
  }

  /** What waits of a job, which waits no more. */
  List<Chunk> withdraw(DispatchedJob job) {
    turns.remove(job);
    pinning.remove(job);
    return job.takeAll();
  }

  /** How many chunks wait. */
  int queued() {
    return jobs.values().stream().mapToInt(DispatchedJob::queued).sum();
  }

  /** How many chunks wait that any worker may run. */
  int waiting() {
    return turns.stream().mapToInt(DispatchedJob::waiting).sum();
  }

  /** The places that chunks wait for. */
  Set<Integer> pinnedPlaces() {
    Set<Integer> places = new HashSet<>();
    pinning.forEach(job -> job.addPinnedPlaces(places));
    return places;
  }
}
