package io.processpool.worker.run;

import org.jspecify.annotations.Nullable;

/** Lets an interrupt reach the item it is meant for and no later one. */
final class InterruptGate {

  private final Object lock = new Object();

  // Guarded by lock.
  private @Nullable Thread runner;
  private int runningJob;

  /** The calling thread begins an item. */
  void enter(int job) {
    synchronized (lock) {
      runner = Thread.currentThread();
      runningJob = job;
    }
  }

  /** The item is over; an interrupt that was on its way is taken back. */
  void leave() {
    synchronized (lock) {
      runner = null;
      Thread.interrupted();
    }
  }

  /** Interrupts the running item if it belongs to this job. */
  void interrupt(int job) {
    synchronized (lock) {
      if (runner != null && runningJob == job) {
        runner.interrupt();
      }
    }
  }
}
