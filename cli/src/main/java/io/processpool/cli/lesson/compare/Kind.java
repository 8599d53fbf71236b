package io.processpool.cli.lesson.compare;

import io.processpool.cli.lesson.BusyWork;
import java.util.concurrent.locks.ReentrantLock;

/** What bounds the work. */
enum Kind {
  /** Keeps a core busy. */
  CPU("CPU-bound") {
    @Override
    long call(Portion portion) {
      return BusyWork.run(portion.seed(), portion.steps());
    }
  },

  /** Waits, as for a disk or a network. */
  IO("I/O-bound") {
    @Override
    long call(Portion portion) throws InterruptedException {
      Thread.sleep(portion.waitMillis());
      return portion.seed();
    }
  },

  /** Keeps a core busy, one at a time in each process, as under Python's interpreter lock. */
  LOCK("behind one global lock") {
    @Override
    long call(Portion portion) {
      GLOBAL.lock();
      try {
        return BusyWork.run(portion.seed(), portion.steps());
      } finally {
        GLOBAL.unlock();
      }
    }
  };

  private static final ReentrantLock GLOBAL = new ReentrantLock();

  private final String title;

  Kind(String title) {
    this.title = title;
  }

  /**
   * One item. Immutable.
   *
   * @param seed where it begins
   * @param steps for those that compute
   * @param waitMillis for those that wait
   */
  record Portion(long seed, long steps, long waitMillis) {}

  abstract long call(Portion portion) throws InterruptedException;

  String title() {
    return title;
  }
}
