package io.processpool.cli.etl;

import java.util.Map;
import java.util.TreeMap;

/**
 * Hands results over in the order of a job, whatever the order in which they arrive. What waits are
 * names and numbers, so it may be many. Confined to one thread.
 */
final class Taker implements AutoCloseable {

  private final FileJob.Watcher watcher;
  private final Order order;
  private final Map<Integer, FileResult> waiting = new TreeMap<>();
  private int next;

  Taker(FileJob job, FileJob.Watcher watcher) {
    this.watcher = watcher;
    this.order = job.order();
  }

  void arrived(FileResult result) {
    watcher.arrived(result);
    if (order == Order.UNORDERED) {
      watcher.taken(result);
      return;
    }
    waiting.put(result.index(), result);
    while (order == Order.IMAP) {
      FileResult first = waiting.remove(next);
      if (first == null) {
        return;
      }
      next++;
      watcher.taken(first);
    }
  }

  /** The job is over, in whatever way: what waits for files that never ended waits no longer. */
  @Override
  public void close() {
    waiting.values().forEach(watcher::taken);
  }
}
