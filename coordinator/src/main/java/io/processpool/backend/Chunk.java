package io.processpool.backend;

import io.processpool.message.PayloadBlock;
import io.processpool.runs.LongRuns;

/**
 * Consecutive items of a job that are sent, run and answered together; after a loss, what was left
 * of such. Immutable.
 *
 * @param id which chunk
 * @param repeated whether its items were sent before
 * @param worker the place of the only worker that may run it, or {@link #ANY_WORKER}
 * @param indexes the position of each item in the input
 * @param attempts for each item how often it was begun, this time included
 * @param items a value for each item
 */
public record Chunk(
    ChunkId id,
    boolean repeated,
    int worker,
    LongRuns indexes,
    LongRuns attempts,
    PayloadBlock items) {

  /** Any worker may run it. */
  public static final int ANY_WORKER = -1;

  /** How many items it has. */
  public int size() {
    return indexes.size();
  }

  @Override
  public String toString() {
    return id + (repeated ? " (repeated, " : " (") + size() + " items, " + items.size() + " B)";
  }
}
