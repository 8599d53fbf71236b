package io.processpool.api;

import java.util.List;

/**
 * A pool at one moment. Immutable snapshot.
 *
 * @param pool the pool's name
 * @param state where it is in its life
 * @param workers its places, by index
 * @param itemsDone items answered with a result
 * @param itemsFailed items that ended with a failure
 * @param chunksQueued chunks that wait for a worker
 * @param chunksInFlight chunks sent and not answered
 * @param workersLost workers that ended without being told to
 * @param lateAnswers answers dropped because the chunk was no longer that worker's
 * @param ipc what crossed all sockets, handshakes and workers of the past included
 */
public record PoolStats(
    String pool,
    State state,
    List<WorkerInfo> workers,
    long itemsDone,
    long itemsFailed,
    int chunksQueued,
    int chunksInFlight,
    long workersLost,
    long lateAnswers,
    IpcCounters ipc) {

  /** Where a pool is in its life. */
  public enum State {
    /** Takes work. */
    RUNNING,
    /** Refuses new work and finishes what it has. */
    SHUTDOWN,
    /** Its workers cannot start or die faster than they work. */
    BROKEN,
    /** Ended. */
    CLOSED
  }
}
