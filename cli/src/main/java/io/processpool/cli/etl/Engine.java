package io.processpool.cli.etl;

import io.processpool.api.Advice;
import io.processpool.api.IpcCounters;
import java.util.List;

/** Runs jobs somewhere. Confined to one thread. */
sealed interface Engine extends AutoCloseable permits PoolEngine, ThreadEngine, SequentialEngine {

  /**
   * Runs a job to its end, or until an end is asked for. Blocks.
   *
   * @throws io.processpool.api.PoolException if no more work can be done here
   */
  void run(FileJob job, FileJob.Watcher watcher);

  /** What crossed process boundaries in the engine's life, complete once it is closed. */
  IpcCounters counters();

  /** What was wrong with the job that ran last, most important first. */
  default List<Advice> advice() {
    return List.of();
  }

  /** Ends what it has started. Blocks until that is done. */
  @Override
  void close();
}
