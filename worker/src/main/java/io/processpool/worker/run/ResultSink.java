package io.processpool.worker.run;

import io.processpool.message.ItemsDone;

/**
 * Takes results that are on their way. Called by the task thread and the flush timer; never blocks.
 */
@FunctionalInterface
public interface ResultSink {

  /** Takes these; they leave with the next {@link #flush} at the latest. */
  void itemsDone(ItemsDone done);

  /** Sends on what was taken. */
  default void flush() {}

  /** Sends on what was taken, now or with what comes within a moment. Task thread. */
  default void flushSoon() {
    flush();
  }
}
