package io.processpool.job;

import io.processpool.backend.Chunk;
import io.processpool.backend.ChunkOutcome;

/** Told what a job does. Called after the job's lock, by any thread; must not block. */
public interface JobEvents {

  /** Items were settled or the job ended; a waiter may look. */
  void progressed(JobRun<?> job);

  /** A worker has answered a chunk; perhaps after the job is over, if nobody waited for it. */
  default void chunkDone(JobRun<?> job, Chunk chunk, ChunkOutcome.Completed outcome) {}

  /** The job is over. Called once. */
  void ended(JobRun<?> job);
}
