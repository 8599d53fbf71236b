package io.processpool.fleet;

import static java.util.Objects.requireNonNull;

import io.processpool.wire.SocketWorkerClient;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees workers off: from the first sign of an end, of the process or of its connection, until
 * nothing can come from the worker any more. Confined to the fleet's thread.
 */
final class Departures {

  private static final Logger LOG = LoggerFactory.getLogger(Departures.class);

  /** An ended process's connection is read to its end within this time, or cut. */
  private static final long DRAIN_MILLIS = 500;

  /** A worker whose connection ended goes within this time, or is killed. */
  private static final long LINGER_MILLIS = 1_000;

  private final String pool;
  private final FleetThread thread;
  private final Consumer<Worker> gone;

  /**
   * Sees workers off.
   *
   * @param pool the pool's name
   * @param thread runs what is due later
   * @param gone told of each worker once
   */
  Departures(String pool, FleetThread thread, Consumer<Worker> gone) {
    this.pool = pool;
    this.thread = thread;
    this.gone = gone;
  }

  void connectionClosed(Worker worker, String reason) {
    worker.connectionClosed();
    boolean told = worker.state() == WorkerState.STOPPING;
    if (!reason.isEmpty() && !told) {
      LOG.warn("{}: connection to worker {} broke: {}", pool, worker.number(), reason);
    }
    if (worker.hasFallenSilent()) {
      gone.accept(worker);
    } else if (!told) {
      thread.later(LINGER_MILLIS, () -> worker.kill(false));
    }
  }

  void exited(Worker worker, int status) {
    worker.exited(status);
    if (worker.state() == WorkerState.GONE) {
      return; // it was given up before
    }
    if (worker.hasFallenSilent()) {
      gone.accept(worker);
    } else {
      SocketWorkerClient client = requireNonNull(worker.client());
      thread.later(DRAIN_MILLIS, client::close);
    }
  }
}
