package io.processpool.job;

import io.processpool.api.JobCancelledException;
import io.processpool.api.PoolException;
import io.processpool.backend.Chunk;
import io.processpool.bulk.BulkOutlet;
import io.processpool.chunk.ChunkCutter.Cut;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The consumer's side of a job: reads and encodes input when there is room, sends it, waits, and
 * takes answers. For one thread at a time.
 */
final class JobConsumer<T extends @Nullable Object> {

  /** How often input is read before the consumer turns to its own work. */
  private static final int CUTS_AHEAD = 2;

  /** A result that is there waits no longer than this for more input to be read. */
  private static final long FEED_NANOS = 5_000_000;

  /** Where so many items are on their way, the books are not asked about each that is used up. */
  private static final int MANY_AHEAD = 256;

  private static final long MANY_BYTES = 16 << 10;
  private static final int PASSES_LOOKED = 16;

  private final JobRun<T> run;
  private final JobSetup<T> setup;
  private final JobState<T> state;
  private final Intake<T> intake;

  /** Bytes of results that were used up, not told to the books yet. Consumer only. */
  private long released;

  private int passes;

  /** Who runs the user's iterator now. */
  private volatile @Nullable Thread reader;

  JobConsumer(JobRun<T> run, JobState<T> state, @Nullable BulkOutlet bulk) {
    this.run = run;
    this.setup = run.setup();
    this.state = state;
    this.intake = new Intake<>(setup, bulk);
  }

  /** Whether this thread is in the job's input right now: it cannot wait for the job. */
  boolean isReading(Thread thread) {
    return reader == thread;
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
  boolean take(AnswerList<T> taken, Deadline deadline) throws TimeoutException {
    boolean fed = false;
    long nanosWhileReady = 0;
    int cutsWhileReady = 0;
    while (true) {
      boolean ready;
      int size;
      state.lock.lock();
      try {
        ready = state.books.isReady();
        if (!ready) {
          state.throwIfFailed();
        }
        boolean enough =
            ready
                ? nanosWhileReady >= FEED_NANOS || state.books.isFed(cutsWhileReady)
                : fed && deadline.remainingNanos() <= 0;
        size = enough ? 0 : nextSize();
        if (size == 0) {
          if (ready) {
            state.books.drainTo(taken);
            return true;
          }
          // The last chunk ends a moment after its last answer, and the report needs both.
          if (state.isEnded() || (intake.isExhausted() && !state.books.hasOpenChunks())) {
            break;
          }
          await(deadline);
        }
      } finally {
        state.lock.unlock();
      }
      if (size > 0) {
        fed = true;
        long nanos = feed(size);
        nanosWhileReady += ready ? nanos : 0;
        cutsWhileReady += ready ? 1 : 0;
      }
    }
    run.finish();
    setup.source().throwFailureOnce();
    return false;
  }

  /** The consumer has used up answers, which makes room for other items. Consumer only. */
  void consumed(int count, long bytes) {
    intake.consumed(count);
    released += bytes;
    if (released > 0 && (released >= MANY_BYTES || intake.outstanding() <= MANY_AHEAD)) {
      state.lock.lock();
      try {
        release();
      } finally {
        state.lock.unlock();
      }
    }
  }

  private void release() {
    if (!state.isEnded()) {
      state.books.released(released);
    }
    released = 0;
  }

  /** Sends a little ahead, before the consumer turns to its own work. Consumer only. */
  void feedAhead() {
    if (intake.isEnded() || (intake.outstanding() > MANY_AHEAD && ++passes % PASSES_LOOKED != 0)) {
      return;
    }
    for (int i = 0; i < CUTS_AHEAD; i++) {
      int size;
      state.lock.lock();
      try {
        size = nextSize();
      } finally {
        state.lock.unlock();
      }
      if (size == 0) {
        return;
      }
      feed(size);
    }
  }

  private int nextSize() {
    release();
    return state.isEnded() || intake.isEnded() ? 0 : state.books.nextSize(intake.outstanding());
  }

  /** Reads and sends a chunk; how long that took, the user's iterator included. */
  private long feed(int size) {
    long start = setup.services().ticker().nanos();
    try {
      reader = Thread.currentThread();
      Cut<T> cut = intake.cut(size, state.books.isExact());
      reader = null;
      Chunk chunk = cut == null ? null : open(cut);
      if (chunk != null) {
        run.handle().submit(chunk);
      }
    } catch (RuntimeException | Error e) { // items were read and are lost: it cannot go on
      reader = null;
      run.end(
          () -> new PoolException(setup.pool(), run + " cannot send its items: " + e, e),
          true,
          false);
      throw e;
    }
    return setup.services().ticker().nanos() - start;
  }

  private @Nullable Chunk open(Cut<T> cut) {
    state.lock.lock();
    try {
      return state.isEnded() ? null : state.books.open(cut, intake.seen());
    } finally {
      state.lock.unlock();
    }
  }

  private void await(Deadline deadline) throws TimeoutException {
    try {
      state.await(
          setup.services().spin(), deadline, setup.pool() + ": no result of " + setup.name());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new JobCancelledException(
          setup.pool(), "the wait for a result of " + setup.name() + " was interrupted", e);
    }
  }
}
