package io.processpool.backend;

import io.processpool.message.ItemsDone;
import java.util.List;

/**
 * Told what becomes of a job's chunks. Called on the backend's threads, for one chunk one call
 * after the other; must not block and must not run user code.
 */
public interface ChunkListener {

  /** Some items ended; an item is told of once for each sending of its chunk at most. */
  void itemsDone(Chunk chunk, WorkerRef worker, ItemsDone done);

  /** Answers that came together, each as if it had come by itself. */
  default void answered(List<ChunkAnswer> answers) {
    for (ChunkAnswer answer : answers) {
      itemsDone(answer.chunk(), answer.worker(), answer.done());
      if (answer.end() != null) {
        ended(answer.chunk(), answer.end());
      }
    }
  }

  /**
   * The chunk's attempt is over. Called once, last.
   *
   * @return how many items that settled, because nobody will try them again
   */
  int ended(Chunk chunk, ChunkOutcome outcome);
}
