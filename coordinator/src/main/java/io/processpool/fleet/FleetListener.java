package io.processpool.fleet;

import io.processpool.api.PoolException;
import io.processpool.api.WorkerDeath;
import io.processpool.api.WorkerInfo;
import java.util.function.Supplier;

/** Told about the fleet. Called on the fleet's thread; must not block. */
public interface FleetListener {

  /** A worker takes work. */
  void workerReady(WorkerInfo worker);

  /** A worker ended without being told to. */
  void workerLost(WorkerDeath death);

  /** There will be no workers any more. */
  void broken(Supplier<PoolException> error);
}
