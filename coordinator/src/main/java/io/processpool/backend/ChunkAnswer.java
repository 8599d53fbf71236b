package io.processpool.backend;

import io.processpool.backend.ChunkOutcome.Completed;
import io.processpool.message.ItemsDone;
import org.jspecify.annotations.Nullable;

/**
 * What a worker said of a chunk.
 *
 * @param chunk which
 * @param worker who
 * @param done the items that ended
 * @param end how the chunk's attempt ended, if this was the last answer
 */
public record ChunkAnswer(Chunk chunk, WorkerRef worker, ItemsDone done, @Nullable Completed end) {}
