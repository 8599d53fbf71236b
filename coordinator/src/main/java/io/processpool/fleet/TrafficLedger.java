package io.processpool.fleet;

import io.processpool.api.IpcCounters;
import io.processpool.wire.SocketWorkerClient;
import java.util.HashSet;
import java.util.Set;

/** What crossed all sockets of a pool, those of the past included. Thread-safe: one lock. */
final class TrafficLedger {

  private final Object lock = new Object();

  // Guarded by lock.
  private final Set<SocketWorkerClient> live = new HashSet<>();
  private IpcCounters retired = IpcCounters.ZERO;

  void add(SocketWorkerClient client) {
    synchronized (lock) {
      live.add(client);
    }
  }

  void retire(SocketWorkerClient client) {
    synchronized (lock) {
      if (live.remove(client)) {
        retired = retired.plus(client.traffic());
      }
    }
  }

  IpcCounters total() {
    synchronized (lock) {
      IpcCounters sum = retired;
      for (SocketWorkerClient client : live) {
        sum = sum.plus(client.traffic());
      }
      return sum;
    }
  }
}
