package io.processpool;

import io.processpool.api.PoolException;
import io.processpool.api.WorkerDeath;
import io.processpool.api.WorkerInfo;
import io.processpool.concurrent.Ticker;
import io.processpool.fleet.FleetListener;
import io.processpool.trace.WorkerHistory;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/** Brings news of workers to the history and, on a callback thread, to the user's listener. */
final class PoolNews implements FleetListener {

  private final PoolSettings settings;
  private final Executor callbacks;
  private final Ticker ticker;
  private final WorkerHistory history;

  PoolNews(PoolSettings settings, Executor callbacks, Ticker ticker) {
    this.settings = settings;
    this.callbacks = callbacks;
    this.ticker = ticker;
    this.history = new WorkerHistory(settings.name());
  }

  WorkerHistory history() {
    return history;
  }

  @Override
  public void workerReady(WorkerInfo worker) {
    history.ready(worker, ticker.nanos());
    tell(() -> settings.listener().onWorkerReady(worker));
  }

  @Override
  public void workerLost(WorkerDeath death) {
    history.lost(death, ticker.nanos());
    tell(() -> settings.listener().onWorkerLost(death));
  }

  @Override
  public void broken(Supplier<PoolException> error) {
    // Waiters get it from their jobs, later callers from theirs.
  }

  private void tell(Runnable news) {
    callbacks.execute(() -> Callbacks.guarded(settings.name(), "pool listener", news));
  }
}
