package io.processpool.dispatch;

/** Runs something later, on a thread that may take the dispatcher's lock. */
@FunctionalInterface
public interface DispatchTimer {

  /** Runs the task once, after the delay. */
  void schedule(long delayNanos, Runnable task);
}
