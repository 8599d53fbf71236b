package io.processpool;

import io.processpool.api.ChunkReport;
import io.processpool.api.JobReport;
import io.processpool.api.PoolException;
import io.processpool.api.PoolListener;
import io.processpool.api.WorkerDeath;
import io.processpool.api.WorkerInfo;
import io.processpool.backend.Chunk;
import io.processpool.backend.ChunkOutcome;
import io.processpool.concurrent.Ticker;
import io.processpool.fleet.FleetListener;
import io.processpool.message.ChunkTimes;
import io.processpool.trace.WorkerHistory;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Brings news to the history and, on callback threads, one after the other, to the user's listener.
 */
final class PoolNews implements FleetListener {

  private final PoolSettings settings;
  private final ExecutorService callbacks;
  private final InTurn turn;
  private final Ticker ticker;
  private final long openedNanos;
  private final WorkerHistory history;

  PoolNews(PoolSettings settings, ExecutorService callbacks, Ticker ticker) {
    this.settings = settings;
    this.callbacks = callbacks;
    this.turn = new InTurn(callbacks);
    this.ticker = ticker;
    this.openedNanos = ticker.nanos();
    this.history = new WorkerHistory(settings.name());
  }

  WorkerHistory history() {
    return history;
  }

  /** Where users' code runs. */
  ExecutorService callbacks() {
    return callbacks;
  }

  @Override
  public void workerReady(WorkerInfo worker) {
    history.ready(worker, ticker.nanos());
    tell(listener -> listener.onWorkerReady(worker));
  }

  @Override
  public void workerLost(WorkerDeath death) {
    history.lost(death, ticker.nanos());
    tell(listener -> listener.onWorkerLost(death));
  }

  @Override
  public void broken(Supplier<PoolException> error) {
    // Waiters get it from their jobs, later callers from theirs.
  }

  /** A worker has answered a chunk: often, so nothing is done where nobody listens. */
  void chunkDone(String job, Chunk chunk, ChunkOutcome.Completed outcome) {
    if (!settings.hasListener()) {
      return;
    }
    ChunkTimes times = outcome.times();
    ChunkReport report =
        new ChunkReport(
            job,
            outcome.worker().index(),
            outcome.worker().pid(),
            chunk.size(),
            chunk.items().weight(),
            Duration.ofNanos(ticker.nanos() - openedNanos),
            Duration.ofNanos(outcome.turnaroundNanos()),
            Duration.ofNanos(times.decode()),
            Duration.ofNanos(times.compute()),
            Duration.ofNanos(times.encode()));
    tell(listener -> listener.onChunkDone(report));
  }

  void jobEnded(JobReport report) {
    tell(listener -> listener.onJobEnd(report));
  }

  void poolClosed() {
    tell(PoolListener::onPoolClosed);
  }

  private void tell(Consumer<PoolListener> news) {
    if (settings.hasListener()) {
      turn.execute(
          () ->
              Callbacks.guarded(
                  settings.name(), "pool listener", () -> news.accept(settings.listener())));
    }
  }
}
