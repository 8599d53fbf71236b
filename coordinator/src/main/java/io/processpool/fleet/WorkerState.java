package io.processpool.fleet;

import java.util.EnumSet;
import java.util.Set;

/**
 * Where a worker is in its life.
 *
 * <pre>
 *   STARTING → READY      it reported ready
 *   STARTING → STOPPING   the pool ends
 *   STARTING → GONE       it died, or was killed for taking too long
 *   READY    → STOPPING   the dispatcher has dismissed it, or the pool ends
 *   READY    → GONE       it died
 *   STOPPING → GONE       its process is gone, or given up after the kill
 * </pre>
 */
enum WorkerState {
  /** A process that has not reported ready. */
  STARTING,
  /** Takes work, or waits until the one before it in its place has done its own. */
  READY,
  /** Told to go. */
  STOPPING,
  /** No process any more. */
  GONE;

  private Set<WorkerState> next() {
    return switch (this) {
      case STARTING -> EnumSet.of(READY, STOPPING, GONE);
      case READY -> EnumSet.of(STOPPING, GONE);
      case STOPPING -> EnumSet.of(GONE);
      case GONE -> EnumSet.noneOf(WorkerState.class);
    };
  }

  /**
   * The state after a move.
   *
   * @throws IllegalStateException if there is no such move
   */
  WorkerState moveTo(WorkerState target) {
    if (!next().contains(target)) {
      throw new IllegalStateException("worker cannot move from " + this + " to " + target);
    }
    return target;
  }
}
