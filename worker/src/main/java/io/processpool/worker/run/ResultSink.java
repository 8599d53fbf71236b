package io.processpool.worker.run;

import io.processpool.message.ItemsDone;

/**
 * Takes results that are on their way. Called by the task thread and the flush timer; never blocks.
 */
@FunctionalInterface
public interface ResultSink {

  /** Sends these on. */
  void itemsDone(ItemsDone done);
}
