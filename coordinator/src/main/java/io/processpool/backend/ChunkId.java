package io.processpool.backend;

/**
 * Which chunk of which job.
 *
 * @param job the job's number in its pool
 * @param number the chunk's number in its job, counted over all sendings
 */
public record ChunkId(int job, long number) {

  @Override
  public String toString() {
    return "j" + job + "-c" + number;
  }
}
