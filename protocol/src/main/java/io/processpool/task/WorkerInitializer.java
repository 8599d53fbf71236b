package io.processpool.task;

import java.io.Serializable;

/**
 * A hook that runs once in every worker before its first task, also in one that replaces another.
 *
 * <p>It runs on the worker's task thread. A failure ends the pool: pending and later work fails
 * with a {@code WorkerStartException} that carries it.
 */
@FunctionalInterface
public interface WorkerInitializer extends Serializable {

  /**
   * Prepares the worker, for example by filling {@link WorkerContext#state()}.
   *
   * @param worker the worker that starts; {@link WorkerContext#itemIndex()} is -1
   * @throws Exception any failure
   */
  void initialize(WorkerContext worker) throws Exception;
}
