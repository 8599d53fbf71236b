package io.processpool.fleet;

import io.processpool.api.IpcCounters;
import io.processpool.api.WorkerInfo;
import io.processpool.message.Shutdown;
import io.processpool.process.WorkerProcess;
import io.processpool.wire.Candidate;
import io.processpool.wire.SocketWorkerClient;
import java.util.OptionalInt;
import java.util.concurrent.Future;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One worker: its process, its connection, its item slot. It is gone when the process has ended and
 * the connection has been read to the end, whichever comes first. Confined to the fleet's thread,
 * except {@link #info}.
 */
final class Worker {

  private static final Logger LOG = LoggerFactory.getLogger(Worker.class);

  private final int place;
  private final WorkerProcess process;
  private final SlotFile slotFile;
  private final Candidate candidate;
  private final LongSupplier items;
  private volatile WorkerState state = WorkerState.STARTING;
  private volatile @Nullable SocketWorkerClient client;
  private boolean connectionClosed;
  private OptionalInt exitStatus = OptionalInt.empty();
  private @Nullable Future<?> timer;
  private boolean late;
  private boolean killed;
  private boolean deathExcused;

  /**
   * A worker that was started.
   *
   * @param place its place
   * @param started what came of it
   * @param items how many items it has answered for
   */
  Worker(int place, WorkerStarter.Started started, LongSupplier items) {
    this.place = place;
    this.items = items;
    this.process = started.process();
    this.slotFile = started.slotFile();
    this.candidate = started.candidate();
  }

  int place() {
    return place;
  }

  int number() {
    return process.number();
  }

  WorkerState state() {
    return state;
  }

  /** Whether it works or will. */
  boolean isStaying() {
    return state == WorkerState.STARTING || state == WorkerState.READY;
  }

  /** What others may see, from any thread. */
  WorkerInfo info() {
    WorkerInfo.State seen =
        switch (state) {
          case STARTING -> WorkerInfo.State.STARTING;
          case READY -> WorkerInfo.State.IDLE;
          case STOPPING -> WorkerInfo.State.STOPPING;
          case GONE -> WorkerInfo.State.ABSENT;
        };
    long pid = seen == WorkerInfo.State.ABSENT ? -1 : process.pid();
    SocketWorkerClient current = client;
    IpcCounters traffic = current == null ? IpcCounters.ZERO : current.traffic();
    return new WorkerInfo(place, number(), pid, seen, items.getAsLong(), traffic);
  }

  /** The worker that may still connect, once; or come too late. */
  @Nullable Candidate expected() {
    return client == null ? candidate : null;
  }

  boolean connected(SocketWorkerClient connection) {
    if (client != null || state == WorkerState.GONE) {
      return false;
    }
    client = connection;
    return true;
  }

  @Nullable SocketWorkerClient client() {
    return client;
  }

  WorkerProcess process() {
    return process;
  }

  void ready() {
    setTimer(null);
    moveTo(WorkerState.READY);
  }

  void exited(int status) {
    exitStatus = OptionalInt.of(status);
  }

  void connectionClosed() {
    connectionClosed = true;
  }

  /** Whether nothing can come from this worker any more. */
  boolean hasFallenSilent() {
    return exitStatus.isPresent() && (client == null || connectionClosed);
  }

  boolean hasExited() {
    return exitStatus.isPresent();
  }

  int exitStatus() {
    return exitStatus.orElse(-1);
  }

  /** Asks the worker to go if it can hear, else kills it: it has nothing to finish. */
  void stop(@Nullable Future<?> killTimer) {
    setTimer(killTimer);
    process.expectEnd();
    SocketWorkerClient current = client;
    if (state == WorkerState.READY && current != null && !connectionClosed) {
      current.offer(new Shutdown());
      current.flush();
    } else {
      candidate.dismiss();
      process.kill();
    }
    moveTo(WorkerState.STOPPING);
  }

  /**
   * Kills the process; again has no effect on what the first time meant.
   *
   * @param excused whether this death says nothing about the worker's health
   */
  void kill(boolean excused) {
    if (state != WorkerState.GONE && !hasExited()) {
      deathExcused = killed ? deathExcused : excused;
      killed = true;
      process.kill();
    }
  }

  /** It was not ready in time. */
  void killLate() {
    late = true;
    kill(false);
  }

  /** It does not do what it was told. */
  void killStuck(String pool, String reason) {
    if (state != WorkerState.GONE) {
      LOG.warn("{}: worker {} is killed: it {}", pool, number(), reason);
      kill(true);
    }
  }

  boolean wasLate() {
    return late;
  }

  void signal(boolean kill) {
    if (kill) {
      kill(true);
    } else if (!hasExited()) {
      process.terminate();
    }
  }

  boolean isDeathExcused() {
    return deathExcused;
  }

  /** What the dead worker ran. */
  long takeRunningItem() {
    long item = slotFile.read();
    slotFile.delete();
    return item;
  }

  void gone() {
    setTimer(null);
    moveTo(WorkerState.GONE);
  }

  void setTimer(@Nullable Future<?> next) {
    Future<?> previous = timer;
    timer = next;
    if (previous != null) {
      previous.cancel(false);
    }
  }

  private void moveTo(WorkerState target) {
    state = state.moveTo(target);
  }

  @Override
  public String toString() {
    return "worker " + number() + " in place " + place + " " + state;
  }
}
