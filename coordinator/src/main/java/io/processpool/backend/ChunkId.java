package io.processpool.backend;

import org.jspecify.annotations.Nullable;

/**
 * Which chunk of which job.
 *
 * @param job the job's number in its pool
 * @param number the chunk's number in its job, counted over all sendings
 */
public record ChunkId(int job, long number) {

  // A key, so written out: what a record has by itself is linked when it is first called, which
  // costs a program that has just started some milliseconds.
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ChunkId id && id.job == job && id.number == number;
  }

  @Override
  public int hashCode() {
    return 31 * job + Long.hashCode(number);
  }

  @Override
  public String toString() {
    return "j" + job + "-c" + number;
  }
}
