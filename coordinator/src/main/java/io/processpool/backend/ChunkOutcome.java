package io.processpool.backend;

import io.processpool.api.PoolException;
import io.processpool.api.WorkerDeath;
import io.processpool.message.ChunkTimes;
import java.util.function.Supplier;

/** How one attempt at a chunk ended. */
public sealed interface ChunkOutcome {

  /**
   * The worker answered and lives on; items it did not name were cancelled.
   *
   * @param worker who answered
   * @param times where its time went
   * @param turnaroundNanos from sending to the last answer
   */
  record Completed(WorkerRef worker, ChunkTimes times, long turnaroundNanos)
      implements ChunkOutcome {}

  /**
   * The worker died.
   *
   * @param worker who had it
   * @param runningPosition the item that began last, by position in the chunk, {@link #WAITING} or
   *     {@link #ARRIVING}
   * @param death how it died
   */
  record Lost(WorkerRef worker, int runningPosition, WorkerDeath death) implements ChunkOutcome {

    /** None of it had begun: it stood behind another chunk. */
    public static final int WAITING = -1;

    /** None of it had begun, though it was next: the worker may have died of receiving it. */
    public static final int ARRIVING = -2;
  }

  /** It never reached a worker, because its job was cancelled. */
  record Cancelled() implements ChunkOutcome {}

  /**
   * It will never reach a worker, because there will be none.
   *
   * @param error makes a fresh exception for each who waits
   */
  record Refused(Supplier<PoolException> error) implements ChunkOutcome {}
}
