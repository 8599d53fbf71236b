package io.processpool.fleet;

import java.util.EnumSet;
import java.util.Set;

/**
 * Where a place of the pool is in its life.
 *
 * <pre>
 *   EMPTY    → STARTING   a worker is launched
 *   EMPTY    → ENDED      the pool ends
 *   STARTING → READY      it reported ready
 *   STARTING → EMPTY      it died, or was killed for taking too long
 *   STARTING → STOPPING   the pool ends
 *   READY    → EMPTY      it died
 *   READY    → STOPPING   the pool ends
 *   STOPPING → ENDED      its process is gone
 * </pre>
 */
enum SlotState {
  /** No process. */
  EMPTY,
  /** A process that has not reported ready. */
  STARTING,
  /** Takes work. */
  READY,
  /** Told to go. */
  STOPPING,
  /** No process, and none will come. */
  ENDED;

  private Set<SlotState> next() {
    return switch (this) {
      case EMPTY -> EnumSet.of(STARTING, ENDED);
      case STARTING -> EnumSet.of(READY, EMPTY, STOPPING);
      case READY -> EnumSet.of(EMPTY, STOPPING);
      case STOPPING -> EnumSet.of(ENDED);
      case ENDED -> EnumSet.noneOf(SlotState.class);
    };
  }

  /**
   * The state after a move.
   *
   * @throws IllegalStateException if there is no such move
   */
  SlotState moveTo(SlotState target) {
    if (!next().contains(target)) {
      throw new IllegalStateException("slot cannot move from " + this + " to " + target);
    }
    return target;
  }
}
