package io.processpool.backend;

/** Something that can run chunks. Thread-safe. */
public interface ChunkBackend {

  /**
   * Begins a job.
   *
   * @param spec its number and function
   * @param listener told what becomes of its chunks
   */
  JobHandle openJob(JobSpec spec, ChunkListener listener);

  /** How many chunks it runs side by side. */
  int workers();

  /** How many items a chunk may have. */
  default int mostItemsPerChunk() {
    return Integer.MAX_VALUE;
  }

  /** When it could first run a chunk, on the pool's ticker; the largest number until then. */
  long readyNanos();
}
