package io.processpool.backend;

import org.jspecify.annotations.Nullable;

/**
 * One worker, for reports and errors.
 *
 * @param index the place in the pool
 * @param number the worker's number, never used again
 * @param pid its process
 */
public record WorkerRef(int index, int number, long pid) {

  // A key, so written out: see ChunkId.
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof WorkerRef ref
        && ref.index == index
        && ref.number == number
        && ref.pid == pid;
  }

  @Override
  public int hashCode() {
    return 31 * (31 * index + number) + Long.hashCode(pid);
  }
}
