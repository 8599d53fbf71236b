package io.processpool.worker.link;

import io.processpool.frame.Outlet;

/** What carries the bytes of a link, and the time. */
public interface Line extends Outlet {

  /** Runs something later, on the thread that reads. Any thread. */
  void schedule(long delayNanos, Runnable task);

  /**
   * Waits until nothing is read any more and the connection is closed.
   *
   * @param limitMillis how long at most
   * @throws InterruptedException if the thread is interrupted meanwhile
   */
  void awaitEnd(long limitMillis) throws InterruptedException;
}
