package io.processpool.job;

import io.processpool.api.JobCancelledException;
import io.processpool.api.PoolException;
import io.processpool.backend.Chunk;
import io.processpool.bulk.BulkOutlet;
import io.processpool.chunk.ChunkCutter.Cut;
import java.util.ArrayList;
import java.util.List;
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

  /**
   * So much is cut at once, where chunks are small: a moment's work, which workers can wait for.
   */
  private static final long NANOS_AT_ONCE = 20_000;

  private static final long BYTES_AT_ONCE = 16 << 10;
  private static final int PASSES_LOOKED = 16;

  private final JobRun<T> run;
  private final JobSetup<T> setup;
  private final JobState<T> state;
  private final Intake<T> intake;

  // What the books were not told of yet. Consumer only.
  private long released;
  private long decodeNanos;
  private long awayNanos;

  private int passes;

  /** How many chunks of the size that was allowed last may be cut. Consumer only. */
  private int atOnce;

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
        tell();
        ready = state.books.isReady();
        if (!ready) {
          state.throwIfFailed();
        }
        boolean enough =
            ready
                ? nanosWhileReady >= FEED_NANOS || state.books.isFed(cutsWhileReady)
                : fed && deadline.remainingNanos() <= 0;
        size = enough ? 0 : nextSize();
        atOnce = ready ? Math.min(atOnce, state.books.unfed(cutsWhileReady)) : atOnce;
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
        Fed more = feed(size);
        nanosWhileReady += ready ? more.nanos() : 0;
        cutsWhileReady += ready ? more.cuts() : 0;
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
      tellLocked();
    }
  }

  /** The consumer spent time on decoding. Consumer only. */
  void decoded(long nanos) {
    decodeNanos += nanos;
    if (intake.outstanding() <= MANY_AHEAD) {
      tellLocked();
    }
  }

  /** Results were in the consumer's hands for that long; it takes others now. Consumer only. */
  void away(long nanos) {
    awayNanos += nanos;
  }

  private void tellLocked() {
    state.lock.lock();
    try {
      tell();
    } finally {
      state.lock.unlock();
    }
  }

  /** Brings the books up to date. Under the job's lock. */
  private void tell() {
    state.books.used(state.isEnded() ? 0 : released, decodeNanos, awayNanos);
    released = 0;
    decodeNanos = 0;
    awayNanos = 0;
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
        tell();
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
    if (state.isEnded() || intake.isEnded()) {
      return 0;
    }
    int size = state.books.nextSize(intake.outstanding());
    atOnce = size == 0 ? 0 : state.books.atOnce(size, intake.outstanding());
    return size;
  }

  /** How many chunks were read, and how long that took, the user's iterator included. */
  private record Fed(int cuts, long nanos) {}

  /** Reads and sends a chunk, or some small ones. */
  private Fed feed(int size) {
    try {
      reader = Thread.currentThread();
      List<Cut<T>> cuts = new ArrayList<>(atOnce);
      long nanos = cut(size, cuts);
      reader = null;
      List<Chunk> chunks = open(cuts);
      if (!chunks.isEmpty()) {
        run.handle().submit(chunks);
      }
      return new Fed(cuts.size(), nanos);
    } catch (RuntimeException | Error e) { // items were read and are lost: it cannot go on
      reader = null;
      run.end(
          () -> new PoolException(setup.pool(), run + " cannot send its items: " + e, e),
          true,
          false);
      throw e;
    }
  }

  /** How long it took. */
  private long cut(int size, List<Cut<T>> cuts) {
    long nanos = 0;
    long bytes = 0;
    boolean exact = state.books.isExact();
    for (int i = 0; i < atOnce && nanos < NANOS_AT_ONCE && bytes < BYTES_AT_ONCE; i++) {
      Cut<T> cut = intake.cut(size, exact);
      if (cut == null) {
        break;
      }
      cuts.add(cut);
      nanos += cut.times().coding() + cut.times().input();
      bytes += cut.block().weight();
    }
    return nanos;
  }

  private List<Chunk> open(List<Cut<T>> cuts) {
    state.lock.lock();
    try {
      return state.isEnded() ? List.of() : state.books.open(cuts, intake.seen());
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
