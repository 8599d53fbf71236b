package io.processpool.worker.run;

/** Runs something a little later, on a thread that must not be blocked. */
@FunctionalInterface
public interface FlushTimer {

  /** Runs the task once, after the delay. */
  void schedule(long delayNanos, Runnable task);
}
