package io.processpool.fleet;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/**
 * Ends workers one by one: asked first, terminated when the grace time is over, killed two seconds
 * later, given up after one more. Confined to the fleet's thread.
 */
final class StopLadder {

  private static final long TERMINATE_MILLIS = 2_000;
  private static final long KILL_MILLIS = 1_000;

  private final BiFunction<Long, Runnable, Future<?>> timer;
  private final Consumer<Worker> abandoned;
  private final Set<Integer> terminated = new HashSet<>();
  private final Set<Integer> killed = new HashSet<>();

  /**
   * A ladder that nobody climbs yet.
   *
   * @param timer runs something on the fleet's thread after milliseconds
   * @param abandoned told of workers that were killed and did not end
   */
  StopLadder(BiFunction<Long, Runnable, Future<?>> timer, Consumer<Worker> abandoned) {
    this.timer = timer;
    this.abandoned = abandoned;
  }

  /** How many were killed. */
  int killed() {
    return killed.size();
  }

  /** Begins with a worker, or goes on faster than was asked before. */
  void stop(Worker worker, Duration grace) {
    switch (worker.state()) {
      case STARTING, READY -> {
        if (grace.isZero()) {
          worker.stop(null);
          kill(worker);
        } else {
          worker.stop(timer.apply(grace.toMillis(), () -> terminate(worker)));
        }
      }
      case STOPPING -> {
        if (grace.isZero()) {
          kill(worker);
        } else { // where the grace before ends sooner, this comes to nothing
          var unused = timer.apply(grace.toMillis(), () -> terminate(worker));
        }
      }
      case GONE -> {}
    }
  }

  private void terminate(Worker worker) {
    if (worker.state() != WorkerState.GONE && terminated.add(worker.number())) {
      worker.process().terminate();
      worker.setTimer(timer.apply(TERMINATE_MILLIS, () -> kill(worker)));
    }
  }

  private void kill(Worker worker) {
    if (worker.state() != WorkerState.GONE && !worker.hasExited() && killed.add(worker.number())) {
      worker.kill(true);
      worker.setTimer(timer.apply(KILL_MILLIS, () -> abandon(worker)));
    }
  }

  /** Even a killed process may hang in the kernel; the pool does not. */
  private void abandon(Worker worker) {
    if (worker.state() != WorkerState.GONE) {
      abandoned.accept(worker);
    }
  }
}
