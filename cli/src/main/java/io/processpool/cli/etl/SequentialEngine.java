package io.processpool.cli.etl;

import io.processpool.api.IpcCounters;
import io.processpool.cli.stop.StopRequest;

/** One file after the other on the caller's thread. */
final class SequentialEngine implements Engine {

  private final StopRequest stop;

  SequentialEngine(StopRequest stop) {
    this.stop = stop;
  }

  @Override
  public void run(FileJob job, FileJob.Watcher watcher) {
    long ended = 0;
    try (Taker taker = new Taker(job, watcher)) {
      for (FilePair file : stop.whileWanted(job.files())) {
        taker.arrived(job.work().call(file));
        watcher.ended(++ended);
      }
    }
  }

  @Override
  public IpcCounters counters() {
    return IpcCounters.ZERO;
  }

  @Override
  public void close() {}
}
