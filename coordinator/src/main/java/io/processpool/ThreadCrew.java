package io.processpool;

import io.processpool.api.IpcCounters;
import io.processpool.api.WorkerInfo;
import io.processpool.backend.ChunkBackend;
import io.processpool.bulk.BulkFolder;
import io.processpool.concurrent.NamedThreads;
import io.processpool.concurrent.Ticker;
import io.processpool.dispatch.DispatchStats;
import io.processpool.dispatch.Dispatcher;
import io.processpool.fleet.StopReport;
import io.processpool.inprocess.InProcessWorkers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Threads of this process: a dispatcher over in-process workers. */
final class ThreadCrew implements Crew {

  private final Dispatcher dispatcher;
  private final InProcessWorkers workers;
  private final ScheduledThreadPoolExecutor timer;

  private ThreadCrew(
      Dispatcher dispatcher, InProcessWorkers workers, ScheduledThreadPoolExecutor timer) {
    this.dispatcher = dispatcher;
    this.workers = workers;
    this.timer = timer;
  }

  static ThreadCrew open(InProcessWorkers.Settings settings, NamedThreads threads, Ticker ticker) {
    ScheduledThreadPoolExecutor timer = threads.scheduler("timer");
    Dispatcher dispatcher =
        new Dispatcher(
            settings.count(),
            ticker,
            (nanos, task) -> timer.schedule(task, nanos, TimeUnit.NANOSECONDS));
    return new ThreadCrew(
        dispatcher, InProcessWorkers.open(settings, dispatcher, threads, timer, ticker), timer);
  }

  @Override
  public ChunkBackend backend() {
    return dispatcher;
  }

  @Override
  public List<WorkerInfo> workers() {
    return workers.workers();
  }

  @Override
  public DispatchStats stats() {
    return dispatcher.stats();
  }

  @Override
  public long lost() {
    return 0;
  }

  @Override
  public Future<?> later(Duration delay, Runnable task) {
    return timer.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
  }

  @Override
  public IpcCounters traffic() {
    return IpcCounters.ZERO;
  }

  @Override
  public @Nullable Path folder() {
    return null;
  }

  @Override
  public Optional<BulkFolder> bulk() {
    return Optional.empty();
  }

  @Override
  public void hold() {
    dispatcher.hold();
  }

  @Override
  public CompletableFuture<StopReport> stop(Duration grace) {
    return workers
        .stop(grace.isZero())
        .orTimeout(Math.max(1, grace.toMillis()), TimeUnit.MILLISECONDS)
        .handle(
            (done, late) -> {
              timer.shutdown();
              return new StopReport(0);
            });
  }

  @Override
  public void signal(boolean kill) {
    throw new UnsupportedOperationException("a thread cannot be killed");
  }
}
