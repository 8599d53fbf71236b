package io.processpool;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Runs tasks one after the other, in the order they came, on threads of another executor, of which
 * it holds one while there is something to run. A task must not throw. Thread-safe.
 */
final class InTurn implements Executor {

  private final Executor threads;

  private final Object lock = new Object();

  /** Guarded by lock. */
  private final Queue<Runnable> waiting = new ArrayDeque<>();

  /** Guarded by lock: whether a thread is there, or on its way, that runs what waits. */
  private boolean running;

  InTurn(Executor threads) {
    this.threads = threads;
  }

  @Override
  public void execute(Runnable task) {
    synchronized (lock) {
      waiting.add(task);
      if (running) {
        return;
      }
      running = true;
    }
    threads.execute(this::runAll);
  }

  private void runAll() {
    for (Runnable next = next(); next != null; next = next()) {
      next.run();
    }
  }

  private @Nullable Runnable next() {
    synchronized (lock) {
      Runnable next = waiting.poll();
      running = next != null;
      return next;
    }
  }
}
