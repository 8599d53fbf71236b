package io.processpool.dispatch;

import io.processpool.backend.Chunk;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The jobs with chunks that wait, in turn. Guarded by the dispatcher's lock. */
final class JobTurns {

  private final Set<DispatchedJob> turns = new LinkedHashSet<>();
  private final Set<DispatchedJob> pinning = new LinkedHashSet<>();

  /** Whose turn it is; {@code null} if none waits. */
  private @Nullable DispatchedJob first;

  /** All of which a chunk waits. */
  Set<DispatchedJob> jobs() {
    Set<DispatchedJob> all = new LinkedHashSet<>(turns);
    all.addAll(pinning);
    return all;
  }

  void queue(DispatchedJob job, Chunk chunk) {
    job.queue(chunk);
    if (job != first && job.hasWaiting()) {
      addTurn(job);
    }
    if (job.hasPinned()) {
      pinning.add(job);
    }
  }

  /** A worker has given a chunk back. */
  void queueAgain(DispatchedJob job, Chunk chunk) {
    job.queueAgain(chunk);
    addTurn(job);
  }

  private void addTurn(DispatchedJob job) {
    turns.add(job);
    if (first == null) {
      first = job;
    }
  }

  private void removeTurn(DispatchedJob job) {
    turns.remove(job);
    if (job == first) {
      first = turns.isEmpty() ? null : turns.iterator().next();
    }
  }

  /** Whose turn it is to send a chunk that any worker may run. */
  @Nullable DispatchedJob first() {
    return first;
  }

  /** Whether no other job waits beside the first. */
  boolean isAlone() {
    return turns.size() == 1;
  }

  /** The first job's next chunk; another job is first then. */
  Chunk take(DispatchedJob job) {
    Chunk chunk = job.next();
    if (!isAlone() || !job.hasWaiting()) {
      removeTurn(job);
      if (job.hasWaiting()) {
        addTurn(job);
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
    removeTurn(job);
    pinning.remove(job);
    return job.takeAll();
  }

  /** How many chunks wait. */
  int queued() {
    return jobs().stream().mapToInt(DispatchedJob::queued).sum();
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
