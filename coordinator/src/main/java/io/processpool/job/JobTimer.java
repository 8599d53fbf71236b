package io.processpool.job;

import java.time.Duration;
import java.util.concurrent.Future;

/** Runs something later, on a thread that must not be blocked. */
@FunctionalInterface
public interface JobTimer {

  /**
   * Runs the task once, after the delay.
   *
   * @return cancels it
   */
  Future<?> schedule(Duration delay, Runnable task);
}
