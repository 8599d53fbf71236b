package io.processpool.api;

/**
 * Told about a pool's workers. Called on a callback thread, one call after the other; what it
 * throws is logged and changes nothing.
 */
public interface PoolListener {

  /**
   * A worker is ready for work.
   *
   * @param worker the worker
   */
  default void onWorkerReady(WorkerInfo worker) {}

  /**
   * A worker ended without being told to.
   *
   * @param death how it ended
   */
  default void onWorkerLost(WorkerDeath death) {}

  /**
   * A job ended.
   *
   * @param report where its time went
   */
  default void onJobEnd(JobReport report) {}
}
