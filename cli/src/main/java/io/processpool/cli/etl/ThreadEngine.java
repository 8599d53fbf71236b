package io.processpool.cli.etl;

import io.processpool.api.IpcCounters;
import io.processpool.api.JobCancelledException;
import io.processpool.cli.stop.StopRequest;
import io.processpool.cli.stop.Urgency;
import io.processpool.concurrent.NamedThreads;
import java.util.Iterator;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Threads of this JVM, a file for each at a time. */
final class ThreadEngine implements Engine {

  private static final String NAME = "etl-threads";

  private static final int END_SECONDS = 10;

  private final StopRequest stop;
  private final int threads;
  private final ExecutorService executor;

  ThreadEngine(int threads, StopRequest stop) {
    this.stop = stop;
    this.threads = threads;
    this.executor =
        new ThreadPoolExecutor(
            threads,
            threads,
            0,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            new NamedThreads(NAME).factory("file"));
  }

  @Override
  public void run(FileJob job, FileJob.Watcher watcher) {
    Thread caller = Thread.currentThread();
    try (Taker taker = new Taker(job, watcher)) {
      stop.tellWhile(urgency -> leave(urgency, caller), () -> takeAll(job, watcher, taker));
    } finally {
      if (stop.isNow()) {
        var unused = Thread.interrupted(); // was meant for the wait, which is over
      }
    }
  }

  private void takeAll(FileJob job, FileJob.Watcher watcher, Taker taker) {
    ExecutorCompletionService<FileResult> completed = new ExecutorCompletionService<>(executor);
    AtomicLong ended = new AtomicLong();
    Iterator<FilePair> files = stop.whileWanted(job.files()).iterator();
    int running = 0;
    try {
      while (!stop.isNow()) {
        for (; running < threads && files.hasNext(); running++) {
          FilePair file = files.next();
          var unused = completed.submit(() -> callAndCount(job, file, ended, watcher));
        }
        if (running == 0) {
          return;
        }
        FileResult result = completed.take().get();
        running--;
        if (result.error() == null || !stop.isNow()) {
          taker.arrived(result); // that an interrupted file failed says nothing about the file
        }
      }
    } catch (InterruptedException | RejectedExecutionException e) {
      if (!stop.isNow()) {
        Thread.currentThread().interrupt();
        throw new JobCancelledException(NAME, "interrupted while waiting for files", e);
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException(NAME + ": the work on a file threw", e.getCause());
    }
  }

  /** What runs is interrupted, which closes the files it writes. */
  private void leave(Urgency urgency, Thread caller) {
    if (urgency != Urgency.SOON) {
      var unused = executor.shutdownNow();
      caller.interrupt();
    }
  }

  private static FileResult callAndCount(
      FileJob job, FilePair file, AtomicLong ended, FileJob.Watcher watcher) {
    FileResult result = job.work().call(file);
    watcher.ended(ended.incrementAndGet());
    return result;
  }

  @Override
  public IpcCounters counters() {
    return IpcCounters.ZERO;
  }

  @Override
  public void close() {
    executor.shutdownNow();
    try {
      var unused = executor.awaitTermination(END_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
