package io.processpool.job;

import static java.util.Objects.requireNonNull;

import io.processpool.advice.Advisor;
import io.processpool.advice.Evidence;
import io.processpool.api.JobCancelledException;
import io.processpool.api.JobReport;
import io.processpool.api.PoolException;
import io.processpool.api.TaskTimeoutException;
import io.processpool.backend.Chunk;
import io.processpool.backend.ChunkListener;
import io.processpool.backend.ChunkOutcome;
import io.processpool.backend.JobHandle;
import io.processpool.backend.WorkerRef;
import io.processpool.chunk.ChunkCutter.Cut;
import io.processpool.message.ItemsDone;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A job from its first item to its last answer.
 *
 * <p>One consumer at a time calls {@link #take} and {@link #consumed}: it reads and encodes input
 * when the window has room, waits, and takes answers. The backend settles items from its threads.
 * {@link #fail} ends the job from any thread.
 *
 * <p>Moves: running → ended, when the last answer was consumed or {@link #fail} or {@link #finish}
 * was called. Decisions are made under the lock; chunks are sent and others are told after it.
 *
 * @param <T> the items
 */
public final class JobRun<T extends @Nullable Object> implements ChunkListener {

  /** How often input is read before the consumer turns to its own work. */
  private static final int CUTS_AHEAD = 2;

  /** A result that is there waits no longer than this for more input to be read. */
  private static final long FEED_NANOS = 5_000_000;

  private final JobSetup<T> setup;
  private final Intake<T> intake;
  private final long startNanos;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  // Guarded by lock.
  private final JobBooks<T> books;
  private @Nullable Supplier<? extends RuntimeException> error;
  private boolean ended;
  private @Nullable Future<?> alarm;
  private long endNanos;
  private boolean finished;

  private volatile @Nullable JobHandle handle;

  /** A job that has not begun. */
  public JobRun(JobSetup<T> setup) {
    this.setup = setup;
    this.intake = new Intake<>(setup);
    this.startNanos = setup.services().ticker().nanos();
    this.books = new JobBooks<>(setup);
  }

  /** Opens the job at the backend; once, before anything else. */
  public void begin() {
    handle = setup.services().backend().openJob(setup.spec(), this);
    setup.options().limits().deadline().ifPresent(this::endAfter);
  }

  private void endAfter(Duration limit) {
    Future<?> set = setup.services().timer().schedule(limit, () -> expire(limit));
    lock.lock();
    try {
      alarm = set;
    } finally {
      lock.unlock();
    }
  }

  /** What was finished by then may still be taken. */
  private void expire(Duration limit) {
    end(() -> new TaskTimeoutException(setup.pool(), setup.name(), limit), true, true);
  }

  private JobHandle handle() {
    return requireNonNull(handle, "handle");
  }

  /**
   * Takes the answers that are there, or waits for one. Feeds the backend meanwhile. Consumer only.
   *
   * @param taken gets the answers; each is to be told of with {@link #consumed} when it is used up
   * @param deadline until when to wait
   * @return false at the end of the job
   * @throws TimeoutException if no answer came in time
   * @throws RuntimeException what ended the job, or what its input threw
   */
  public boolean take(List<Answer<T>> taken, Deadline deadline) throws TimeoutException {
    boolean fed = false;
    long nanosWhileReady = 0;
    int cutsWhileReady = 0;
    while (true) {
      boolean ready;
      int size;
      lock.lock();
      try {
        ready = books.isReady();
        if (!ready) {
          throwIfFailed();
        }
        boolean enough =
            ready
                ? nanosWhileReady >= FEED_NANOS || books.isFed(cutsWhileReady)
                : fed && deadline.remainingNanos() <= 0;
        size = enough ? 0 : nextSize();
        if (size == 0) {
          if (ready) {
            books.drainTo(taken);
            return true;
          }
          // The last chunk ends a moment after its last answer, and the report needs both.
          if (ended || (intake.isExhausted() && !books.hasOpenChunks())) {
            break;
          }
          await(deadline);
        }
      } finally {
        lock.unlock();
      }
      if (size > 0) {
        fed = true;
        long nanos = feed(size);
        nanosWhileReady += ready ? nanos : 0;
        cutsWhileReady += ready ? 1 : 0;
      }
    }
    finish();
    setup.source().throwFailureOnce();
    return false;
  }

  /** The consumer has used up an answer, which makes room for another item. Consumer only. */
  public void consumed(Answer<T> answer) {
    intake.consumed();
    long bytes = answer.bytes();
    if (bytes > 0) {
      lock.lock();
      try {
        if (!ended) {
          books.released(bytes);
        }
      } finally {
        lock.unlock();
      }
    }
  }

  /** Sends a little ahead, before the consumer turns to its own work. Consumer only. */
  public void feedAhead() {
    for (int i = 0; i < CUTS_AHEAD; i++) {
      int size;
      lock.lock();
      try {
        size = nextSize();
      } finally {
        lock.unlock();
      }
      if (size == 0) {
        return;
      }
      feed(size);
    }
  }

  private int nextSize() {
    return ended || intake.isEnded() ? 0 : books.nextSize(intake.outstanding());
  }

  /** Reads and sends a chunk; how long that took, the user's iterator included. */
  private long feed(int size) {
    long start = setup.services().ticker().nanos();
    try {
      Cut<T> cut = intake.cut(size, books.isExact());
      Chunk chunk = cut == null ? null : open(cut);
      if (chunk != null) {
        handle().submit(chunk);
      }
    } catch (RuntimeException | Error e) { // items were read and are lost: it cannot go on
      end(
          () -> new PoolException(setup.pool(), this + " cannot send its items: " + e, e),
          true,
          false);
      throw e;
    }
    return setup.services().ticker().nanos() - start;
  }

  private @Nullable Chunk open(Cut<T> cut) {
    lock.lock();
    try {
      return ended ? null : books.open(cut, intake.seen());
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void itemsDone(Chunk chunk, WorkerRef worker, ItemsDone done) {
    lock.lock();
    try {
      if (!ended) {
        books.itemsDone(chunk, worker, done);
        changed.signalAll();
      }
    } finally {
      lock.unlock();
    }
    setup.events().progressed(this);
  }

  @Override
  public void ended(Chunk chunk, ChunkOutcome outcome) {
    List<Chunk> again = List.of();
    int unnamed = 0;
    lock.lock();
    try {
      if (ended) {
        books.forget(chunk);
      } else {
        unnamed = outcome instanceof ChunkOutcome.Completed ? books.unanswered(chunk) : 0;
        again = books.close(chunk, outcome);
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    if (outcome instanceof ChunkOutcome.Refused refused) {
      fail(refused.error(), false);
    } else if (unnamed > 0) { // nobody would ever answer for them
      String what = outcome + " ended " + chunk + " without a word on " + unnamed + " items";
      fail(() -> new PoolException(setup.pool(), what, null), true);
    }
    again.forEach(handle()::submit);
    setup.events().progressed(this);
  }

  /**
   * Ends the job: what was not begun never begins, waiters get the error.
   *
   * @param why makes a fresh exception for each who asks
   * @param interrupt whether running items are interrupted
   */
  public void fail(Supplier<? extends RuntimeException> why, boolean interrupt) {
    end(why, interrupt, false);
  }

  /** Bytes of arguments at the backend and of results that wait. Any thread. */
  long heldBytes() {
    lock.lock();
    try {
      return books.heldBytes();
    } finally {
      lock.unlock();
    }
  }

  /** The consumer has all it wanted; what still runs is cancelled. Idempotent. */
  public void finish() {
    end(null, true, false);
  }

  private void end(
      @Nullable Supplier<? extends RuntimeException> why, boolean interrupt, boolean keepReady) {
    boolean unfinished;
    lock.lock();
    try {
      if (ended) {
        return;
      }
      ended = true;
      error = why;
      endNanos = setup.services().ticker().nanos();
      unfinished = books.hasOpenChunks();
      finished = why == null && !unfinished;
      if (!keepReady) {
        books.clear();
      }
      if (alarm != null) {
        alarm.cancel(false);
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    if (unfinished) {
      handle().cancel(interrupt);
    }
    handle().close();
    setup.events().ended(this);
  }

  /** Whether a consumer would find an answer, an error or the end at once. Any thread. */
  public boolean isReady() {
    lock.lock();
    try {
      return ended || books.isReady();
    } finally {
      lock.unlock();
    }
  }

  /** How the items stand. Any thread. */
  public Counts counts() {
    lock.lock();
    try {
      return books.counts();
    } finally {
      lock.unlock();
    }
  }

  /** Items with a result, with a failure, and read without either. */
  public record Counts(long ok, long failed, long unsettled) {}

  /** When it began, on the pool's ticker. */
  public long startNanos() {
    return startNanos;
  }

  /** What this job is made of. */
  public JobSetup<T> setup() {
    return setup;
  }

  /** The numbers so far. Any thread. */
  public JobReport report() {
    var traffic = handle().traffic();
    JobSetup.Services services = setup.services();
    long readyNanos = services.backend().readyNanos();
    Evidence evidence;
    lock.lock();
    try {
      long until = ended ? endNanos : services.ticker().nanos();
      long startUp = Math.max(0, Math.min(readyNanos, until) - startNanos);
      Duration wall = Duration.ofNanos(until - startNanos);
      evidence = books.evidence(traffic, wall, Duration.ofNanos(startUp), finished);
    } finally {
      lock.unlock();
    }
    return Advisor.report(evidence);
  }

  /** Results were in the consumer's hands for that long, and no other was asked for. */
  public void away(long nanos) {
    lock.lock();
    try {
      books.away(nanos);
    } finally {
      lock.unlock();
    }
  }

  /** The consumer spent time on decoding, and may have found a value unreadable. */
  public void decoded(long nanos, boolean unreadable) {
    lock.lock();
    try {
      books.decoded(nanos, unreadable);
    } finally {
      lock.unlock();
    }
  }

  private void throwIfFailed() {
    if (error != null) {
      throw error.get();
    }
  }

  private void await(Deadline deadline) throws TimeoutException {
    try {
      deadline.await(changed, setup.pool() + ": no result of " + setup.name());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new JobCancelledException(
          setup.pool(), "the wait for a result of " + setup.name() + " was interrupted", e);
    }
  }

  @Override
  public String toString() {
    return setup.name();
  }
}
