package io.processpool.message;

import io.processpool.runs.LongRuns;

/**
 * Coordinator to worker: run these items, in this order.
 *
 * @param job the job, opened before
 * @param lease this sending of this chunk; never used again
 * @param indexes the position of each item in the input of the job
 * @param attempts for each item how often it was begun, this time included
 * @param items a value for each item
 */
public record RunChunk(int job, long lease, LongRuns indexes, LongRuns attempts, PayloadBlock items)
    implements Message {

  /** The same chunk with its items elsewhere. */
  public RunChunk with(PayloadBlock others) {
    return new RunChunk(job, lease, indexes, attempts, others);
  }

  @Override
  public MessageType type() {
    return MessageType.RUN_CHUNK;
  }
}
