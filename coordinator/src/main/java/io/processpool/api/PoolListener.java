package io.processpool.api;

/**
 * Told about a pool's workers and jobs. Called on a callback thread, one call after the other in
 * the order things happened; what it throws is logged and changes nothing. One that takes long
 * hears of later things later, and holds up nothing else.
 */
public interface PoolListener {

  /**
   * A worker is ready for work.
   *
   * @param worker the worker
   */
  default void onWorkerReady(WorkerInfo worker) {}

  /**
   * A worker ended without being told to, or was killed as the pool gave up.
   *
   * @param death how it ended
   */
  default void onWorkerLost(WorkerDeath death) {}

  /**
   * A worker has answered a chunk. There may be thousands of these in a second.
   *
   * @param chunk where its time went
   */
  default void onChunkDone(ChunkReport chunk) {}

  /**
   * A job ended.
   *
   * @param report where its time went
   */
  default void onJobEnd(JobReport report) {}

  /** The pool and its workers have ended; nothing is told after this. */
  default void onPoolClosed() {}
}
