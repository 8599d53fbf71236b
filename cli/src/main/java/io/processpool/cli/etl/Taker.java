package io.processpool.cli.etl;

import java.util.ArrayList;
import java.util.List;

/** Hands results over as the order of a job demands. Confined to one thread. */
final class Taker implements AutoCloseable {

  private final FileJob.Watcher watcher;
  private final boolean allAtOnce;
  private final List<FileResult> waiting = new ArrayList<>();

  Taker(FileJob job, FileJob.Watcher watcher) {
    this.watcher = watcher;
    this.allAtOnce = job.order() == Order.MAP;
  }

  void arrived(FileResult result) {
    watcher.arrived(result);
    if (allAtOnce) {
      waiting.add(result);
    } else {
      watcher.taken(result);
    }
  }

  /** The job is over, in whatever way. */
  @Override
  public void close() {
    waiting.forEach(watcher::taken);
  }
}
