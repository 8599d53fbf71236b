package io.processpool.worker.run;

/** Watches items that may run only so long. Called on the task thread; must not block. */
public interface ItemWatch {

  /** An item with a limit begins. */
  void begins(RunningItem item);

  /**
   * It is over.
   *
   * @return whether the worker may go on
   */
  boolean ends();

  /** An item with a limit. */
  interface RunningItem {

    /** How long it may run. */
    long limitNanos();

    /**
     * It has run over its limit: tells the coordinator where it is stuck, asks it to stop and
     * interrupts it. On the watch's thread.
     */
    void expire();
  }
}
