package io.processpool.cli.etl;

import io.processpool.api.IpcCounters;
import io.processpool.cli.stop.StopRequest;
import io.processpool.cli.stop.Urgency;

/** One file after the other on the caller's thread. */
final class SequentialEngine implements Engine {

  private final StopRequest stop;

  SequentialEngine(StopRequest stop) {
    this.stop = stop;
  }

  @Override
  public void run(FileJob job, FileJob.Watcher watcher) {
    Thread caller = Thread.currentThread();
    try (Taker taker = new Taker(job, watcher)) {
      stop.tellWhile(urgency -> leave(urgency, caller), () -> takeAll(job, watcher, taker));
    } finally {
      if (stop.isNow()) {
        var unused = Thread.interrupted(); // was meant for the file, which is over
      }
    }
  }

  private void takeAll(FileJob job, FileJob.Watcher watcher, Taker taker) {
    long ended = 0;
    for (FilePair file : stop.whileWanted(job.files())) {
      FileResult result = job.work().call(file);
      if (result.error() == null || !stop.isNow()) {
        taker.arrived(result); // that an interrupted file failed says nothing about the file
        watcher.ended(++ended);
      }
    }
  }

  private static void leave(Urgency urgency, Thread caller) {
    if (urgency != Urgency.SOON) {
      caller.interrupt();
    }
  }

  @Override
  public IpcCounters counters() {
    return IpcCounters.ZERO;
  }

  @Override
  public void close() {}
}
