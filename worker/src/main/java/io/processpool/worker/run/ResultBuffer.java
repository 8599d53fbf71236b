package io.processpool.worker.run;

import io.processpool.concurrent.Ticker;
import io.processpool.message.ChunkTimes;
import io.processpool.message.ItemFailure;
import io.processpool.message.ItemFailure.TaskThrew;
import io.processpool.message.ItemFailure.Unsent;
import io.processpool.message.ItemsDone;
import io.processpool.message.RemoteFailure;
import io.processpool.message.Unsendable;
import io.processpool.payload.BlockEncoder;
import io.processpool.payload.UnsendableException;
import io.processpool.runs.LongRunsBuilder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Collects the results of the running chunk and sends them on by size, by time and at the end, so
 * that many small ones share a frame and a crash repeats little.
 *
 * <p>The task thread adds under the lock, and a result is encoded there, which runs user code. The
 * timer therefore only tries the lock: when it is held, its holder looks at the age before it lets
 * go.
 */
final class ResultBuffer {

  /** When results are sent on before their chunk ends. */
  record Limits(int flushBytes, long flushNanos) {}

  /** What a line of a stack takes, about. */
  private static final long FRAME_BYTES = 80;

  private final ResultSink sink;
  private final FlushTimer timer;
  private final Ticker ticker;
  private final Limits limits;
  private final Runnable timedFlush = this::flushIfOverdue;
  private final TaskLock lock = new TaskLock();

  // All guarded by lock.
  private final BlockEncoder encoder;
  private int job;
  private long lease;
  private final LongRunsBuilder positions = LongRunsBuilder.rising();
  private final LongRunsBuilder nanos = LongRunsBuilder.level();
  private List<ItemFailure> failures = new ArrayList<>();
  private long failureBytes;
  private long oldest;

  private boolean timerRuns;

  /** Whether the timer rang while an item ran, which is then no quick one. */
  private volatile boolean rang;

  ResultBuffer(
      BlockEncoder encoder, ResultSink sink, FlushTimer timer, Ticker ticker, Limits limits) {
    this.encoder = encoder;
    this.sink = sink;
    this.timer = timer;
    this.ticker = ticker;
    this.limits = limits;
  }

  void begin(int chunkJob, long chunkLease) {
    lock.lock();
    try {
      job = chunkJob;
      lease = chunkLease;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Encodes and keeps a result.
   *
   * @param position the item
   * @param clock told when that is done
   * @param value the result
   * @param more whether an item follows, which may take long: what waits must not wait for it
   */
  void add(int position, ItemClock clock, @Nullable Object value, boolean more)
      throws UnsendableException {
    lock.lock();
    try {
      int bytes = encoder.add(value);
      positions.add(position);
      nanos.add(clock.compute());
      added(clock.encoded(bytes), more);
    } finally {
      lock.unlock();
    }
  }

  void add(ItemFailure failure, boolean more) {
    lock.lock();
    try {
      failures.add(failure);
      failureBytes += weight(failure);
      added(ticker.nanos(), more);
    } finally {
      lock.unlock();
    }
  }

  /** The results from this position on that were not sent yet took so long each. */
  void amend(int from, long took) {
    lock.lock();
    try {
      int late = positions.countFrom(from);
      nanos.removeLast(late);
      nanos.add(took, late);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Sends the rest and ends the lease.
   *
   * @param more whether another chunk waits, whose answers may come soon
   */
  void end(ChunkTimes times, boolean more) {
    lock.lock();
    try {
      send(true, times);
      if (more) {
        sink.flushSoon();
      } else {
        sink.flush();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Sends on what waits. Task thread. */
  void flush() {
    lock.lock();
    try {
      sendPending();
    } finally {
      lock.unlock();
    }
  }

  /** Sends on what waits, unless a result is being encoded right now. Any thread. */
  void flushIfFree() {
    if (lock.tryLock()) {
      try {
        sendPending();
      } finally {
        lock.unlockTried();
      }
    }
  }

  private void sendPending() {
    if (pending() > 0) {
      send(false, ChunkTimes.NONE);
      sink.flush();
    }
  }

  private void added(long now, boolean more) {
    if (pending() == 1) {
      oldest = now;
    }
    if (encoder.size() + failureBytes >= limits.flushBytes() || isOverdue(now)) {
      sendPending();
    } else if (more) {
      startTimer();
    }
  }

  private void startTimer() {
    if (!timerRuns) {
      timerRuns = true;
      timer.schedule(limits.flushNanos(), timedFlush);
    }
  }

  private boolean isOverdue(long now) {
    return pending() > 0 && now - oldest >= limits.flushNanos();
  }

  private int pending() {
    return encoder.count() + failures.size();
  }

  /** Whether the timer rang since this was asked before. Task thread. */
  boolean rang() {
    if (!rang) {
      return false;
    }
    rang = false;
    return true;
  }

  private void flushIfOverdue() {
    rang = true;
    if (!lock.tryLock()) {
      timer.schedule(limits.flushNanos(), timedFlush);
      return;
    }
    try {
      if (isOverdue(ticker.nanos())) {
        sendPending();
      }
      timerRuns = pending() > 0;
      if (timerRuns) {
        timer.schedule(limits.flushNanos(), timedFlush);
      }
    } finally {
      lock.unlockTried();
    }
  }

  /** About how many bytes it takes on the wire; one that is large must not wait for another. */
  private static long weight(ItemFailure failure) {
    if (failure instanceof TaskThrew threw) {
      return weight(threw.failure());
    }
    Unsendable problem = ((Unsent) failure).problem();
    return (long) problem.type().length()
        + problem.path().length()
        + problem.reason().length()
        + problem.remedy().length();
  }

  private static long weight(RemoteFailure failure) {
    String message = failure.message();
    long bytes = failure.original().size() + failure.frames().size() * FRAME_BYTES;
    bytes += message == null ? 0 : message.length();
    RemoteFailure cause = failure.cause();
    bytes += cause == null ? 0 : weight(cause);
    for (RemoteFailure suppressed : failure.suppressed()) {
      bytes += weight(suppressed);
    }
    return bytes;
  }

  private void send(boolean last, ChunkTimes times) {
    List<ItemFailure> failed = failures.isEmpty() ? List.of() : failures;
    failures = failed.isEmpty() ? failures : new ArrayList<>();
    failureBytes = 0;
    sink.itemsDone(
        new ItemsDone(
            job, lease, last, times, positions.build(), nanos.build(), encoder.finish(), failed));
  }
}
