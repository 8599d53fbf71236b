package io.processpool.job;

import static java.util.Objects.requireNonNull;

import io.processpool.advice.Advisor;
import io.processpool.advice.Evidence;
import io.processpool.api.JobCancelledException;
import io.processpool.api.JobReport;
import io.processpool.api.PoolException;
import io.processpool.api.TaskTimeoutException;
import io.processpool.backend.Chunk;
import io.processpool.backend.ChunkAnswer;
import io.processpool.backend.ChunkListener;
import io.processpool.backend.ChunkOutcome;
import io.processpool.backend.ChunkOutcome.Completed;
import io.processpool.backend.JobHandle;
import io.processpool.backend.WorkerRef;
import io.processpool.message.ItemsDone;
import io.processpool.trace.ChunkSpan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A job from its first item to its last answer.
 *
 * <p>One consumer at a time calls {@link #take} and {@link #consumed}: it reads and encodes input
 * when the window has room, waits, and takes answers. The backend settles items from its threads;
 * of those that failed and may be tried again {@link Retrier} asks the user. {@link #fail} ends the
 * job from any thread.
 *
 * <p>Moves: running → ended, when the last answer was consumed or {@link #fail} or {@link #finish}
 * was called. Decisions are made under the lock; chunks are sent and others are told after it.
 *
 * @param <T> the items
 */
public final class JobRun<T extends @Nullable Object> implements ChunkListener {

  private final JobSetup<T> setup;
  private final long startNanos;
  private final Arguments arguments;
  private final JobState<T> state;
  private final JobConsumer<T> consumer;
  private final Retrier<T> retrier;
  private volatile @Nullable JobHandle handle;

  /** A job that has not begun. */
  public JobRun(JobSetup<T> setup) {
    this.setup = setup;
    this.startNanos = setup.services().ticker().nanos();
    this.arguments = new Arguments(setup.services().bulk());
    this.state = new JobState<>(new JobBooks<>(setup, arguments));
    this.consumer = new JobConsumer<>(this, state, arguments.outlet());
    this.retrier = new Retrier<>(this, state);
  }

  /** Opens the job at the backend; once, before anything else. */
  public void begin() {
    handle = setup.services().backend().openJob(setup.spec(), this);
    setup.options().limits().deadline().ifPresent(this::endAfter);
  }

  private void endAfter(Duration limit) {
    Future<?> alarm = setup.services().timer().schedule(limit, () -> expire(limit));
    state.lock.lock();
    try {
      state.setAlarm(alarm);
    } finally {
      state.lock.unlock();
    }
  }

  /** What was finished by then may still be taken. */
  private void expire(Duration limit) {
    end(() -> new TaskTimeoutException(setup.pool(), setup.name(), limit), true, true);
  }

  JobHandle handle() {
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
  public boolean take(AnswerList<T> taken, Deadline deadline) throws TimeoutException {
    return consumer.take(taken, deadline);
  }

  /** The consumer has used up an answer, which makes room for another item. Consumer only. */
  public void consumed(Answer<T> answer) {
    consumer.consumed(1, answer.bytes());
  }

  /** The consumer has used up all of these. Consumer only. */
  public void consumed(AnswerRun<T> answers) {
    consumer.consumed(answers.count(), answers.bytes());
  }

  /** Sends a little ahead, before the consumer turns to its own work. Consumer only. */
  public void feedAhead() {
    consumer.feedAhead();
  }

  @Override
  public void itemsDone(Chunk chunk, WorkerRef worker, ItemsDone done) {
    answered(List.of(new ChunkAnswer(chunk, worker, done, null)));
  }

  @Override
  public void answered(List<ChunkAnswer> answers) {
    boolean ask = false;
    List<Ending> endings = new ArrayList<>(answers.size());
    state.lock.lock();
    try {
      for (ChunkAnswer answer : answers) {
        if (!state.isEnded()) {
          ask |= state.books.itemsDone(answer.chunk(), answer.worker(), answer.done());
        }
        if (answer.end() != null) {
          endings.add(close(answer.chunk(), answer.end()));
        }
      }
      state.signal();
    } finally {
      state.lock.unlock();
    }
    if (ask) {
      retrier.ask();
    }
    endings.forEach(this::follow);
    setup.events().progressed(this);
  }

  @Override
  public int ended(Chunk chunk, ChunkOutcome outcome) {
    Ending ending;
    state.lock.lock();
    try {
      ending = close(chunk, outcome);
      state.signal();
    } finally {
      state.lock.unlock();
    }
    follow(ending);
    setup.events().progressed(this);
    return ending.settled();
  }

  /**
   * A chunk that has ended, for what is done after the lock.
   *
   * @param span what is known of it
   * @param unnamed how many items its worker did not name, though it lives
   * @param settled how many items its end settled
   * @param again chunks to be sent instead
   */
  private record Ending(
      Chunk chunk,
      ChunkOutcome outcome,
      @Nullable ChunkSpan span,
      int unnamed,
      int settled,
      List<Chunk> again) {}

  /** Under the job's lock. */
  private Ending close(Chunk chunk, ChunkOutcome outcome) {
    ChunkSpan span = state.books.span(chunk);
    if (state.isEnded()) {
      state.books.forget(chunk);
      return new Ending(chunk, outcome, span, 0, 0, List.of());
    }
    int unnamed = outcome instanceof Completed ? state.books.unanswered(chunk) : 0;
    long before = state.books.settled();
    List<Chunk> again = state.books.close(chunk, outcome);
    int settled = (int) (state.books.settled() - before);
    return new Ending(chunk, outcome, span, unnamed, settled, again);
  }

  private void follow(Ending ending) {
    ChunkOutcome outcome = ending.outcome();
    if (ending.span() != null) {
      ending.span().end(setup.pool(), setup::name, outcome);
    }
    if (outcome instanceof Completed completed) {
      setup.events().chunkDone(this, ending.chunk(), completed);
    }
    if (outcome instanceof ChunkOutcome.Refused refused) {
      fail(refused.error(), false);
    } else if (ending.unnamed() > 0) { // nobody would ever answer for them
      String what =
          outcome
              + " ended "
              + ending.chunk()
              + " without a word on "
              + ending.unnamed()
              + " items";
      fail(() -> new PoolException(setup.pool(), what, null), true);
    }
    ending.again().forEach(handle()::submit);
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

  /**
   * Ends the job if it has not ended, for who does not want it any more. Again, with interrupt,
   * stops what the first time let go on.
   */
  public void cancel(boolean interrupt) {
    boolean first =
        end(
            () -> new JobCancelledException(setup.pool(), this + " was cancelled", null),
            interrupt,
            false);
    if (!first && interrupt) {
      handle().cancel(true);
    }
  }

  /** What ended the job, made afresh; {@code null} if it goes on or all was taken. Any thread. */
  public @Nullable RuntimeException failure() {
    Supplier<? extends RuntimeException> why;
    state.lock.lock();
    try {
      why = state.error();
    } finally {
      state.lock.unlock();
    }
    return why == null ? null : why.get();
  }

  /** Waits for no back-off any more: what waits to be tried again goes out now. Any thread. */
  public void hurry() {
    retrier.hurry();
  }

  /** Whether the job is over, whatever may still be taken. Any thread. */
  public boolean isEnded() {
    state.lock.lock();
    try {
      return state.isEnded();
    } finally {
      state.lock.unlock();
    }
  }

  /** Whether this thread is in the job's input, or its predicate: it cannot wait for the job. */
  public boolean isHeldUpBy(Thread thread) {
    return consumer.isReading(thread) || retrier.isAsking(thread);
  }

  /** Bytes of arguments at the backend and of results that wait. Any thread. */
  long heldBytes() {
    state.lock.lock();
    try {
      return state.books.heldBytes();
    } finally {
      state.lock.unlock();
    }
  }

  /** The consumer has all it wanted; what still runs is cancelled. Idempotent. */
  public void finish() {
    end(null, true, false);
  }

  /** Whether it had not ended before. */
  boolean end(
      @Nullable Supplier<? extends RuntimeException> why, boolean interrupt, boolean keepReady) {
    boolean unfinished;
    state.lock.lock();
    try {
      if (state.isEnded()) {
        return false;
      }
      unfinished = state.books.hasOpenChunks();
      state.end(why, setup.services().ticker().nanos(), keepReady);
    } finally {
      state.lock.unlock();
    }
    try {
      if (unfinished) {
        handle().cancel(interrupt);
      }
      handle().close();
      arguments.close();
    } finally { // whatever fails, nobody may wait for this job for ever
      setup.events().ended(this);
    }
    return true;
  }

  /** Whether a consumer would find an answer, an error or the end at once. Any thread. */
  public boolean isReady() {
    state.lock.lock();
    try {
      return state.isEnded() || state.books.isReady();
    } finally {
      state.lock.unlock();
    }
  }

  /** All that is known of it, for people. Any thread. */
  public JobSnapshot snapshot() {
    state.lock.lock();
    try {
      return state.books.snapshot(startNanos, state.isEnded());
    } finally {
      state.lock.unlock();
    }
  }

  /** How the items stand. Any thread. */
  public Counts counts() {
    state.lock.lock();
    try {
      return state.books.counts();
    } finally {
      state.lock.unlock();
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
    state.lock.lock();
    try {
      long until = state.untilNanos(services.ticker().nanos());
      long startUp = Math.max(0, Math.min(readyNanos, until) - startNanos);
      Duration wall = Duration.ofNanos(until - startNanos);
      evidence = state.books.evidence(traffic, wall, Duration.ofNanos(startUp), state.isFinished());
    } finally {
      state.lock.unlock();
    }
    return Advisor.report(evidence);
  }

  /**
   * Results were in the consumer's hands for that long, and no other was asked for. Consumer only.
   */
  public void away(long nanos) {
    consumer.away(nanos);
  }

  /** The consumer spent time on decoding. Consumer only. */
  public void decoded(long nanos) {
    consumer.decoded(nanos);
  }

  /** The consumer found a value unreadable. */
  public void unreadable() {
    state.lock.lock();
    try {
      state.books.unreadable();
    } finally {
      state.lock.unlock();
    }
  }

  @Override
  public String toString() {
    return setup.name();
  }
}
