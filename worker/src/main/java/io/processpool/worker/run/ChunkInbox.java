package io.processpool.worker.run;

import io.processpool.concurrent.SpinWait;
import io.processpool.concurrent.SpinWait.Attempt;
import io.processpool.concurrent.Ticker;
import io.processpool.message.RunChunk;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Chunks that wait for the task thread. The coordinator sends only a few ahead, so it has no bound
 * of its own. Without a lock: those who put never wait for the one who takes.
 */
final class ChunkInbox {

  /** A chunk and when it came; the end of work if there is no chunk. */
  record Arrival(@Nullable RunChunk chunk, long nanos) {
    boolean isOf(long lease) {
      return chunk != null && chunk.lease() == lease;
    }
  }

  private final Queue<Arrival> queue = new ConcurrentLinkedQueue<>();

  /** The task thread, while it may lie down. */
  private volatile @Nullable Thread sleeper;

  private final SpinWait spin;
  private final Ticker ticker;

  /** Confined to the task thread. */
  private long waitedNanos;

  ChunkInbox(SpinWait spin, Ticker ticker) {
    this.spin = spin;
    this.ticker = ticker;
  }

  void put(RunChunk chunk, long nanos) {
    add(new Arrival(chunk, nanos));
  }

  private void add(Arrival arrival) {
    queue.add(arrival);
    Thread asleep = sleeper;
    if (asleep != null) {
      sleeper = null; // woken once
      LockSupport.unpark(asleep);
    }
  }

  /** Takes back a chunk that was not taken; whether it was there. */
  boolean recall(long lease) {
    return queue.removeIf(arrival -> arrival.isOf(lease));
  }

  /** No chunk comes after those that wait. */
  void end() {
    add(new Arrival(null, 0));
  }

  /** The next one; waits for it, whether the thread was interrupted or not. Task thread. */
  Arrival take() {
    Thread.interrupted(); // by a task that left it so, or a helper of it that came late
    waitedNanos = 0;
    Arrival arrival = queue.poll();
    return arrival == null ? await() : arrival;
  }

  /** Whether there is another chunk. */
  boolean hasNext() {
    Arrival next = queue.peek();
    return next != null && next.chunk() != null;
  }

  /** How long the last {@link #take} waited. */
  long waitedNanos() {
    return waitedNanos;
  }

  private Arrival await() {
    long begun = ticker.nanos();
    Attempt attempt = spin.until(() -> !queue.isEmpty());
    Arrival arrival;
    while ((arrival = queue.poll()) == null) { // what was there may have been recalled since
      sleeper = Thread.currentThread();
      if (queue.isEmpty()) { // else who put it may not have seen the sleeper
        LockSupport.park(this);
        Thread.interrupted();
      }
      sleeper = null;
    }
    waitedNanos = ticker.nanos() - begun;
    if (attempt == Attempt.LEFT_OUT) {
      spin.lay(waitedNanos);
    }
    return arrival;
  }
}
