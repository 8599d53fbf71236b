package io.processpool.chunk;

import java.util.OptionalLong;

/** Decides how many items the next chunk has. Guarded by the job's lock. */
public sealed interface ChunkSize permits FixedSize, AdaptiveSize {

  /**
   * The size of the next chunk.
   *
   * @param remaining items that are still to come, if that is known
   * @return 1 or more
   */
  int next(OptionalLong remaining);

  /** Whether the size is what it is to be; while it grows, few chunks are cut ahead. */
  boolean isSettled();

  /**
   * A chunk was run.
   *
   * @param items how many it had
   * @param nanos how long a worker was busy with it
   * @param bytes how large its arguments and results were
   */
  void ran(int items, long nanos, long bytes);
}
