package io.processpool;

import io.processpool.api.PoolException;
import io.processpool.inprocess.InProcessWorkers;
import java.util.List;

/**
 * Where code runs that opens a pool.
 *
 * @param depth in how many workers, one inside the other; 0 in a program that is no worker
 * @param pool whose worker it is
 */
record Nesting(int depth, String pool) {

  /** Each level multiplies the processes; a recursion is to end before the machine does. */
  static final int DEEPEST = 3;

  private static final String DEPTH = "processpool.worker.depth";
  private static final String POOL = "processpool.worker.pool";

  /** Where this thread runs. */
  static Nesting current() {
    InProcessWorkers.Place place = InProcessWorkers.placeOfThisThread();
    return place != null
        ? new Nesting(place.depth(), place.pool())
        : new Nesting(Integer.getInteger(DEPTH, 0), System.getProperty(POOL, ""));
  }

  /** What tells a worker's JVM of that pool, opened here, where it is. */
  List<String> flags(String inner) {
    return List.of("-D" + DEPTH + "=" + (depth + 1), "-D" + POOL + "=" + inner);
  }

  /**
   * Lets a pool be opened here, or not.
   *
   * @throws PoolException that says why not, and what to do
   */
  void admit(PoolSettings inner) {
    if (depth == 0) {
      return;
    }
    String here = "a worker of pool " + pool + " (process " + ProcessHandle.current().pid() + ")";
    if (!inner.allowNested()) {
      throw new PoolException(
          inner.name(),
          "cannot be opened in "
              + here
              + ": each of its workers would open "
              + inner.workers()
              + " more. Use "
              + pool
              + " from the program that opened it, and open pools neither in tasks nor in static"
              + " initializers of their classes; or call allowNested() on the builder of "
              + inner.name(),
          null);
    }
    if (depth > DEEPEST) {
      throw new PoolException(
          inner.name(),
          "cannot be opened in "
              + here
              + ", which is nested "
              + depth
              + " deep (at most "
              + DEEPEST
              + "); end the recursion earlier",
          null);
    }
  }
}
