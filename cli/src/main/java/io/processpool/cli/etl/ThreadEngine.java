package io.processpool.cli.etl;

import io.processpool.api.IpcCounters;
import io.processpool.api.JobCancelledException;
import io.processpool.cli.stop.StopRequest;
import io.processpool.concurrent.NamedThreads;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Threads of this JVM, at most two files for each at a time. */
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
    ExecutorCompletionService<FileResult> completed = new ExecutorCompletionService<>(executor);
    Queue<Future<FileResult>> submitted = new ArrayDeque<>();
    AtomicLong ended = new AtomicLong();
    Iterator<FilePair> files = stop.whileWanted(job.files()).iterator();
    int running = 0;
    try (Taker taker = new Taker(job, watcher)) {
      while (!stop.isNow()) {
        for (; running < 2L * threads && files.hasNext(); running++) {
          FilePair file = files.next();
          submitted.add(completed.submit(() -> callAndCount(job, file, ended, watcher)));
        }
        if (running == 0) {
          return;
        }
        Future<FileResult> first = submitted.remove();
        taker.arrived((job.order() == Order.UNORDERED ? completed.take() : first).get());
        running--;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new JobCancelledException(NAME, "interrupted while waiting for files", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(NAME + ": the work on a file threw", e.getCause());
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

  /** Threads that still write are interrupted, which closes their files. */
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
