package io.processpool.dispatch;

import io.processpool.backend.Chunk;
import java.util.concurrent.TimeUnit;

/**
 * One sending of a chunk to a worker that has not ended.
 *
 * @param id its number, never used again in this pool
 * @param chunk what was sent
 * @param at the chunk's job at that worker
 * @param sentNanos when
 */
record Lease(long id, Chunk chunk, JobAtWorker at, long sentNanos) {

  DispatchedJob job() {
    return at.job();
  }

  /** How long each of its items may run, 0 for as long as it likes. */
  long limitNanos() {
    return TimeUnit.MICROSECONDS.toNanos(job().spec().taskLimitMicros());
  }

  /** Whether a worker's item slot names this sending. */
  boolean isAt(long runningItem) {
    return runningItem >>> Integer.SIZE == (id & 0xFFFF_FFFFL);
  }

  @Override
  public String toString() {
    return "lease " + id + " of " + chunk;
  }
}
