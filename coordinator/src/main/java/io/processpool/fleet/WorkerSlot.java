package io.processpool.fleet;

import io.processpool.api.IpcCounters;
import io.processpool.api.WorkerInfo;
import io.processpool.backend.WorkerRef;
import io.processpool.message.ExitCode;
import io.processpool.message.Shutdown;
import io.processpool.process.WorkerProcess;
import io.processpool.wire.Candidate;
import io.processpool.wire.SocketWorkerClient;
import java.util.OptionalInt;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * One place of the pool and the worker in it. A worker is gone when its process has ended and its
 * connection has been read to the end, whichever comes first. Confined to the fleet's thread,
 * except {@link #info}.
 */
final class WorkerSlot {

  private final int index;
  private SlotState state = SlotState.EMPTY;
  private int number = -1;
  private @Nullable WorkerProcess process;
  private @Nullable SlotFile slotFile;
  private @Nullable Candidate candidate;
  private volatile @Nullable SocketWorkerClient client;
  private boolean connectionClosed;
  private OptionalInt exitStatus = OptionalInt.empty();
  private @Nullable Future<?> timer;
  private boolean killed;
  private boolean deathExcused;
  private volatile WorkerInfo info;
  private volatile long items;

  WorkerSlot(int index) {
    this.index = index;
    this.info = snapshot();
  }

  int index() {
    return index;
  }

  SlotState state() {
    return state;
  }

  int number() {
    return number;
  }

  /** What others may see, from any thread. */
  WorkerInfo info() {
    WorkerInfo seen = info;
    SocketWorkerClient current = client;
    return current == null
        ? seen
        : new WorkerInfo(
            seen.index(), seen.number(), seen.pid(), seen.state(), items, current.traffic());
  }

  private WorkerInfo snapshot() {
    WorkerInfo.State seen =
        switch (state) {
          case EMPTY, ENDED -> WorkerInfo.State.ABSENT;
          case STARTING -> WorkerInfo.State.STARTING;
          case READY -> WorkerInfo.State.IDLE;
          case STOPPING -> WorkerInfo.State.STOPPING;
        };
    WorkerProcess current = process;
    long pid = current == null ? -1 : current.pid();
    return new WorkerInfo(index, number, pid, seen, 0, IpcCounters.ZERO);
  }

  private void moveTo(SlotState target) {
    state = state.moveTo(target);
    info = snapshot();
  }

  void launched(WorkerProcess started, SlotFile file, Candidate expected, Future<?> startLimit) {
    number = started.number();
    process = started;
    slotFile = file;
    candidate = expected;
    client = null;
    connectionClosed = false;
    exitStatus = OptionalInt.empty();
    killed = false;
    deathExcused = false;
    items = 0;
    setTimer(startLimit);
    moveTo(SlotState.STARTING);
  }

  boolean holds(int worker) {
    return number == worker && process != null;
  }

  /** The worker answered for items. On the event loop alone. */
  @SuppressWarnings("NonAtomicVolatileUpdate") // one writer
  void answered(int count) {
    items = items + count;
  }

  /** The worker that may still connect, once. */
  @Nullable Candidate expected() {
    return client == null ? candidate : null;
  }

  boolean connected(SocketWorkerClient connection) {
    if (client != null) {
      return false;
    }
    client = connection;
    return true;
  }

  @Nullable SocketWorkerClient client() {
    return client;
  }

  @Nullable WorkerProcess process() {
    return process;
  }

  void ready() {
    setTimer(null);
    moveTo(SlotState.READY);
  }

  void exited(int status) {
    exitStatus = OptionalInt.of(status);
  }

  void connectionClosed() {
    connectionClosed = true;
  }

  /** Whether nothing can come from this worker any more. */
  boolean isGone() {
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
    SocketWorkerClient current = client;
    if (state == SlotState.READY && current != null && !connectionClosed) {
      current.offer(new Shutdown());
      current.flush();
    } else if (process != null) {
      process.kill();
    }
    moveTo(SlotState.STOPPING);
  }

  /**
   * Kills the process; again has no effect on what the first time meant.
   *
   * @param excused whether this death says nothing about the worker's health
   */
  void kill(boolean excused) {
    if (process != null && !hasExited()) {
      deathExcused = killed ? deathExcused : excused;
      killed = true;
      process.kill();
    }
  }

  void signal(boolean kill) {
    if (kill) {
      kill(true);
    } else if (process != null) {
      process.terminate();
    }
  }

  /** A worker that ends because an item was over its limit is as healthy as any. */
  boolean isDeathExcused() {
    return deathExcused || exitStatus() == ExitCode.TASK_OVER_LIMIT.number();
  }

  /** What the dead worker ran. */
  long takeRunningItem() {
    SlotFile file = slotFile;
    slotFile = null;
    return file == null ? -1 : file.take();
  }

  void vacate() {
    setTimer(null);
    candidate = null;
    process = null;
    moveTo(state == SlotState.STOPPING ? SlotState.ENDED : SlotState.EMPTY);
  }

  void end() {
    setTimer(null);
    moveTo(SlotState.ENDED);
  }

  void setTimer(@Nullable Future<?> next) {
    Future<?> previous = timer;
    timer = next;
    if (previous != null) {
      previous.cancel(false);
    }
  }

  WorkerRef ref() {
    WorkerProcess current = process;
    return new WorkerRef(index, number, current == null ? -1 : current.pid());
  }

  @Override
  public String toString() {
    return "slot " + index + " " + state + " worker " + number;
  }
}
