package io.processpool.job;

import static java.util.Objects.requireNonNull;

import io.processpool.api.JobCancelledException;
import io.processpool.api.JobReport;
import io.processpool.backend.Chunk;
import io.processpool.backend.ChunkListener;
import io.processpool.backend.ChunkOutcome;
import io.processpool.backend.JobHandle;
import io.processpool.backend.WorkerRef;
import io.processpool.chunk.ChunkCutter;
import io.processpool.chunk.ChunkCutter.Cut;
import io.processpool.chunk.ChunkCutter.Refusal;
import io.processpool.chunk.ItemSource;
import io.processpool.job.JobSetup.Delivery;
import io.processpool.message.ItemsDone;
import io.processpool.trace.JobTally;
import java.time.Duration;
import java.util.List;
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

  /** How often input is read before a result that waits is handed out. */
  private static final int CUTS_AHEAD = 2;

  private final JobSetup<T> setup;
  private final ItemSource<T> source;
  private final ChunkCutter<T> cutter;
  private final long startNanos;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  // Guarded by lock.
  private final FeedRule rule;
  private final JobTally tally = new JobTally();
  private final ItemLedger<T> ledger;
  private final ResultWindow<T> window;
  private @Nullable Supplier<? extends RuntimeException> error;
  private boolean ended;
  private long endNanos;
  private long settled;
  private long heldBytes;

  // Confined to the consumer.
  private long consumedItems;

  private volatile @Nullable JobHandle handle;

  /** A job that has not begun. */
  public JobRun(JobSetup<T> setup) {
    this.setup = setup;
    this.source = setup.source();
    JobSetup.Services services = setup.services();
    this.cutter = new ChunkCutter<>(source, services.codecs().preflight(), services.ticker());
    this.startNanos = services.ticker().nanos();
    this.rule =
        FeedRule.of(
            setup.options(), services.backend().workers(), Runtime.getRuntime().maxMemory());
    Delivery delivery = setup.delivery();
    this.ledger =
        new ItemLedger<>(
            setup.spec().job(), setup.options().maxAttempts(), delivery == Delivery.EACH_WORKER);
    this.window = new ResultWindow<>(delivery == Delivery.ORDERED);
  }

  /** Opens the job at the backend; once, before anything else. */
  public void begin() {
    handle = setup.services().backend().openJob(setup.spec(), this);
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
    while (true) {
      int size;
      lock.lock();
      try {
        throwIfFailed();
        boolean ready = window.isReady();
        size = ready && rule.isFed(load()) ? 0 : nextSize();
        if (size == 0) {
          if (ready) {
            window.drainTo(taken);
            return true;
          }
          if (isExhausted()) {
            break;
          }
          await(deadline);
        }
      } finally {
        lock.unlock();
      }
      feed(size);
    }
    finish();
    source.throwFailureOnce();
    return false;
  }

  /** The consumer has used up an answer, which makes room for another item. Consumer only. */
  public void consumed(Answer<T> answer) {
    consumedItems++;
    long bytes = answer.bytes();
    if (bytes > 0) {
      lock.lock();
      try {
        heldBytes -= bytes;
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
    return ended || source.isEnded() ? 0 : rule.nextSize(load());
  }

  private FeedRule.Load load() {
    return new FeedRule.Load(
        outstanding(), source.remaining(), ledger.openChunks(), ledger.openItems(), heldBytes);
  }

  private long outstanding() {
    return source.readCount() - consumedItems;
  }

  private void feed(int size) {
    if (size == 0 || !source.hasNext()) {
      return;
    }
    Cut<T> cut =
        setup.services().codecs().encode(encoder -> cutter.cut(encoder, size, rule.isExact()));
    Chunk chunk;
    lock.lock();
    try {
      tally.coded(cut.nanos(), 0);
      for (Refusal<T> refusal : cut.refused()) {
        tally.itemFailed();
        settle(
            new Answer<>(
                refusal.index(), refusal.item(), null, 1, new Answer.Refused(refusal.problem())));
      }
      chunk = ended ? null : ledger.open(cut);
      heldBytes += chunk == null ? 0 : chunk.items().size();
    } finally {
      lock.unlock();
    }
    if (chunk != null) {
      handle().submit(chunk);
    }
  }

  @Override
  public void itemsDone(Chunk chunk, WorkerRef worker, ItemsDone done) {
    lock.lock();
    try {
      if (!ended) {
        rule.received(done.positions().length, done.values().size());
        ledger.itemsDone(chunk, worker, done, answer -> settle(answer, worker, done));
        changed.signalAll();
      }
    } finally {
      lock.unlock();
    }
    setup.events().progressed(this);
  }

  private void settle(Answer<T> answer, WorkerRef worker, ItemsDone done) {
    long nanos = answer.ending() instanceof Answer.Value value ? done.nanos()[value.position()] : 0;
    tally.itemAnswered(answer.index(), worker, nanos, answer.isValue());
    settle(answer);
  }

  private void settle(Answer<T> answer) {
    settled++;
    heldBytes += answer.bytes();
    window.put(answer);
  }

  @Override
  public void ended(Chunk chunk, ChunkOutcome outcome) {
    List<Chunk> again;
    lock.lock();
    try {
      again = ended ? List.of() : close(chunk, outcome);
      if (ended) {
        ledger.ended(chunk, new ChunkOutcome.Cancelled(), answer -> {});
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    if (outcome instanceof ChunkOutcome.Refused refused) {
      fail(refused.error(), false);
    }
    again.forEach(handle()::submit);
    setup.events().progressed(this);
  }

  private List<Chunk> close(Chunk chunk, ChunkOutcome outcome) {
    heldBytes -= chunk.items().size();
    if (outcome instanceof ChunkOutcome.Completed completed) {
      tally.chunkCompleted(completed.worker(), completed.times(), completed.turnaroundNanos());
      rule.ran(chunk.size(), completed.times(), chunk.items().size());
    }
    List<Chunk> again =
        ledger.ended(
            chunk,
            outcome,
            answer -> {
              tally.itemFailed();
              settle(answer);
            });
    for (Chunk each : again) {
      heldBytes += each.items().size();
    }
    return again;
  }

  /**
   * Ends the job: what was not begun never begins, waiters get the error.
   *
   * @param why makes a fresh exception for each who asks
   * @param interrupt whether running items are interrupted
   */
  public void fail(Supplier<? extends RuntimeException> why, boolean interrupt) {
    end(why, interrupt);
  }

  /** The consumer has all it wanted; what still runs is cancelled. Idempotent. */
  public void finish() {
    end(null, true);
  }

  private void end(@Nullable Supplier<? extends RuntimeException> why, boolean interrupt) {
    boolean unfinished;
    lock.lock();
    try {
      if (ended) {
        return;
      }
      ended = true;
      error = why;
      endNanos = setup.services().ticker().nanos();
      unfinished = ledger.openChunks() > 0;
      window.clear();
      heldBytes = 0;
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
      return ended || window.isReady();
    } finally {
      lock.unlock();
    }
  }

  /** How the items stand. Any thread. */
  public Counts counts() {
    lock.lock();
    try {
      return new Counts(tally.ok(), tally.failed(), source.readCount() - settled);
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
    lock.lock();
    try {
      long until = ended ? endNanos : services.ticker().nanos();
      long startUp = Math.max(0, Math.min(readyNanos, until) - startNanos);
      return tally.report(
          new JobTally.Frame(
              "j" + setup.spec().job(),
              setup.options().label(),
              Duration.ofNanos(until - startNanos),
              Duration.ofNanos(startUp),
              source.readCount(),
              ledger.repeatedItems(),
              ledger.chunks()),
          traffic);
    } finally {
      lock.unlock();
    }
  }

  /** The consumer spent time on decoding, and may have found a value unreadable. */
  public void decoded(long nanos, boolean unreadable) {
    lock.lock();
    try {
      tally.coded(0, nanos);
      if (unreadable) {
        tally.valueUnreadable();
      }
    } finally {
      lock.unlock();
    }
  }

  private boolean isExhausted() {
    return ended || (source.isEnded() && outstanding() == 0);
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
