package io.processpool.fleet;

import io.processpool.process.WorkerProcess;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.function.BiFunction;

/**
 * Ends all workers: asked first, terminated when the grace time is over, killed two seconds later,
 * given up after one more. Confined to the fleet's thread, except {@link #done}.
 */
final class FleetEnd {

  private static final long TERMINATE_MILLIS = 2_000;
  private static final long KILL_MILLIS = 1_000;

  private final List<WorkerSlot> slots;
  private final BiFunction<Long, Runnable, Future<?>> timer;
  private final Runnable cleanUp;
  private final CompletableFuture<StopReport> done = new CompletableFuture<>();
  private boolean begun;
  private final Set<Integer> terminated = new HashSet<>();
  private final Set<Integer> killed = new HashSet<>();

  /**
   * An end that has not begun.
   *
   * @param slots whose workers end
   * @param timer runs something on the fleet's thread after milliseconds
   * @param cleanUp runs when no worker is left
   */
  FleetEnd(List<WorkerSlot> slots, BiFunction<Long, Runnable, Future<?>> timer, Runnable cleanUp) {
    this.slots = slots;
    this.timer = timer;
    this.cleanUp = cleanUp;
  }

  /** Completes when no worker is left. */
  CompletableFuture<StopReport> done() {
    return done;
  }

  boolean hasBegun() {
    return begun;
  }

  /** Begins, or goes on faster than was asked before. */
  void begin(Duration grace) {
    begun = true;
    for (WorkerSlot slot : slots) {
      int number = slot.number();
      switch (slot.state()) {
        case EMPTY -> slot.end();
        case STARTING, READY -> {
          if (grace.isZero()) {
            slot.stop(null);
            kill(slot, number);
          } else {
            slot.stop(timer.apply(grace.toMillis(), () -> terminate(slot, number)));
          }
        }
        case STOPPING -> {
          if (grace.isZero()) {
            kill(slot, number);
          } else { // where the grace before ends sooner, this comes to nothing
            var unused = timer.apply(grace.toMillis(), () -> terminate(slot, number));
          }
        }
        case ENDED -> {}
      }
    }
    checkAllEnded();
  }

  private void terminate(WorkerSlot slot, int number) {
    WorkerProcess process = slot.process();
    if (slot.holds(number) && process != null && terminated.add(number)) {
      process.terminate();
      slot.setTimer(timer.apply(TERMINATE_MILLIS, () -> kill(slot, number)));
    }
  }

  private void kill(WorkerSlot slot, int number) {
    if (slot.holds(number) && !slot.hasExited() && killed.add(number)) {
      slot.kill(true);
      slot.setTimer(timer.apply(KILL_MILLIS, () -> abandon(slot, number)));
    }
  }

  /** Even a killed process may hang in the kernel; the pool does not. */
  private void abandon(WorkerSlot slot, int number) {
    if (slot.holds(number)) {
      slot.vacate();
      checkAllEnded();
    }
  }

  /** A slot ended; when it was the last one, so has the fleet. */
  void checkAllEnded() {
    if (begun
        && !done.isDone()
        && slots.stream().allMatch(slot -> slot.state() == SlotState.ENDED)) {
      cleanUp.run();
      done.complete(new StopReport(killed.size()));
    }
  }
}
