package io.processpool;

import io.processpool.api.PoolException;
import io.processpool.api.WorkerDeath;
import io.processpool.api.WorkerInfo;
import io.processpool.fleet.FleetListener;
import java.util.function.Supplier;

/** Runs something once, when as many workers were ready as there shall be. */
final class WhenAllReady implements FleetListener {

  private final FleetListener listener;
  private final Runnable task;
  private int missing; // confined to the fleet's thread

  /**
   * Listens before another listener.
   *
   * @param workers how many to wait for
   * @param task must not block
   */
  WhenAllReady(FleetListener listener, int workers, Runnable task) {
    this.listener = listener;
    this.missing = workers;
    this.task = task;
  }

  @Override
  public void workerReady(WorkerInfo worker) {
    listener.workerReady(worker);
    if (--missing == 0) {
      task.run();
    }
  }

  @Override
  public void workerLost(WorkerDeath death) {
    listener.workerLost(death);
  }

  @Override
  public void broken(Supplier<PoolException> error) {
    listener.broken(error);
  }
}
