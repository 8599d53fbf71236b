package io.processpool.worker.run;

/** Whether an item was asked to stop, for itself alone. Thread-safe. */
final class StopFlag {

  private volatile boolean raised;

  void raise() {
    raised = true;
  }

  boolean isRaised() {
    return raised;
  }
}
