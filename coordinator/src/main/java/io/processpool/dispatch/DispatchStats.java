package io.processpool.dispatch;

import io.processpool.backend.Chunk;
import io.processpool.backend.WorkerRef;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The dispatcher at one moment.
 *
 * @param queuedChunks chunks that wait for a worker
 * @param inFlight chunks at workers
 * @param lateAnswers answers to leases that had ended
 * @param broken whether there will be no workers any more
 */
public record DispatchStats(
    int queuedChunks, List<Flight> inFlight, long lateAnswers, boolean broken) {

  /**
   * A chunk at a worker; it runs the oldest of its chunks.
   *
   * @param worker who
   * @param chunk what
   * @param sentNanos since when
   */
  public record Flight(WorkerRef worker, Chunk chunk, long sentNanos) {}

  /** How many chunks are at workers. */
  public int inFlightChunks() {
    return inFlight.size();
  }

  /** The numbers of workers that hold a chunk. */
  public Set<Integer> busyWorkers() {
    return inFlight.stream().map(each -> each.worker().number()).collect(Collectors.toSet());
  }
}
