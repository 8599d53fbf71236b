package io.processpool.job;

import io.processpool.backend.Chunk;
import java.util.List;

/**
 * A job at one moment, for people.
 *
 * @param name number and label
 * @param ended whether it is over, though chunks of it may still be at workers
 * @param startNanos when it began, on the pool's ticker
 * @param read items taken from the input
 * @param counts how they stand
 * @param heldBytes bytes of arguments at the backend and of results that wait
 * @param waiting items that wait for their back-off
 * @param chunks what is at the backend
 */
public record JobSnapshot(
    String name,
    boolean ended,
    long startNanos,
    long read,
    JobRun.Counts counts,
    long heldBytes,
    int waiting,
    List<OpenChunk> chunks) {

  /**
   * A chunk that has not ended.
   *
   * @param chunk which
   * @param sentNanos when it was handed to the backend
   * @param unanswered the positions in the input of its items without an answer
   */
  public record OpenChunk(Chunk chunk, long sentNanos, List<Long> unanswered) {}
}
