package io.processpool.api;

/**
 * One place of the pool and the worker in it. Immutable snapshot.
 *
 * @param index the place, 0 to workers - 1
 * @param number the worker's number in its pool, never used again
 * @param pid its process, -1 if there is none now
 * @param state what it is doing
 * @param items items it has answered
 * @param ipc what crossed its socket
 */
public record WorkerInfo(
    int index, int number, long pid, State state, long items, IpcCounters ipc) {

  /** What a worker is doing. */
  public enum State {
    /** No process yet, or none any more. */
    ABSENT,
    /** The process runs and has not reported ready. */
    STARTING,
    /** Ready, with nothing to run. */
    IDLE,
    /** Running a chunk. */
    BUSY,
    /** Told to go. */
    STOPPING
  }
}
