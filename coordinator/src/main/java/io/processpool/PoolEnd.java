package io.processpool;

import io.processpool.api.CloseReport;
import io.processpool.api.PoolClosedException;
import io.processpool.api.PoolException;
import io.processpool.api.PoolStats;
import io.processpool.concurrent.NamedThreads;
import io.processpool.concurrent.Ticker;
import io.processpool.fleet.StopReport;
import io.processpool.job.Deadline;
import io.processpool.job.JobRegistry;
import io.processpool.job.JobRun;
import io.processpool.trace.IpcLog;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends a pool: in order, at once, with the program, or because nobody knows it any more.
 *
 * <p>Moves: RUNNING → SHUTDOWN → CLOSED, and RUNNING → CLOSED by {@link #terminate}. Thread-safe.
 */
final class PoolEnd {

  private static final Logger LOG = LoggerFactory.getLogger(PoolEnd.class);

  /** How long workers may take to go by themselves. */
  private static final Duration GRACE = Duration.ofSeconds(5);

  /** Longer than the whole ladder of ending workers. */
  private static final Duration LADDER = Duration.ofSeconds(10);

  /** A stage may hold up the thread that completes the next future. */
  private static final Duration KEEPING = Duration.ofSeconds(1);

  private final String pool;
  private final Crew crew;
  private final JobRegistry registry;
  private final PoolNews news;
  private final Ticker ticker;
  private final AtomicReference<PoolStats.State> state =
      new AtomicReference<>(PoolStats.State.RUNNING);
  private final AtomicBoolean tidied = new AtomicBoolean();
  private final CompletableFuture<Integer> ended = new CompletableFuture<>();
  private volatile @Nullable Thread hook;

  PoolEnd(String pool, Crew crew, JobRegistry registry, PoolNews news, Ticker ticker) {
    this.pool = pool;
    this.crew = crew;
    this.registry = registry;
    this.news = news;
    this.ticker = ticker;
  }

  /** When the program ends without closing, workers must not stay, nor must it wait for them. */
  void comeWithTheProgram(NamedThreads threads) {
    Thread thread = threads.unstarted("exit-hook", this::terminate);
    hook = thread;
    try {
      Runtime.getRuntime().addShutdownHook(thread);
    } catch (IllegalStateException e) {
      terminate();
      throw new PoolClosedException(pool, "the JVM is shutting down");
    }
  }

  PoolStats.State state() {
    return state.get();
  }

  boolean isRunning() {
    return state.get() == PoolStats.State.RUNNING;
  }

  /** Whether no worker is left. */
  boolean isDone() {
    return ended.isDone();
  }

  void requireRunning() {
    if (!isRunning()) {
      throw closed();
    }
  }

  PoolException closed() {
    return new PoolClosedException(pool, "the pool is closed; open another one for more work");
  }

  void shutdown() {
    state.compareAndSet(PoolStats.State.RUNNING, PoolStats.State.SHUTDOWN);
  }

  /** Waits until all jobs have ended, as long as the deadline allows; lazy ones are ended. */
  CloseReport close(Deadline deadline, boolean bounded) {
    requireNotItsOwn();
    shutdown();
    registry.failLazy(this::closed);
    registry.hurryAll();
    boolean inTime = awaitJobs(deadline);
    Duration grace = bounded ? left(deadline) : GRACE;
    int killed = end(inTime ? grace : Duration.ZERO);
    JobRegistry.Totals totals = registry.totals();
    return new CloseReport(totals.ok(), totals.failed(), totals.cancelled(), killed);
  }

  /** The input or predicate of a job that has to end first cannot wait for that. */
  private void requireNotItsOwn() {
    Optional<JobRun<?>> job = registry.heldUpBy(Thread.currentThread());
    if (job.isPresent()) {
      throw new IllegalStateException(
          pool
              + ": close() was called by the input of "
              + job.get()
              + ", or its retryOn predicate, which it would have to wait for; call shutdown() there and close() after the job,"
              + " or terminate()");
    }
  }

  /** Ends the workers, without anybody waiting for it, once all jobs have ended. */
  void closeLater() {
    news.callbacks().execute(() -> close(Deadline.none(ticker), false));
  }

  /** Nobody can close the pool any more. Does not wait. */
  void abandoned() {
    if (!isDone() && state.get() != PoolStats.State.CLOSED) {
      LOG.warn(
          "{}: the pool was dropped without close(); it ends when its work is done; close it, best"
              + " in a try block",
          pool);
      closeLater();
    }
  }

  /** Whether no worker is left, and all futures are complete: that is done by other threads. */
  boolean isOver() {
    return isDone() && registry.areAllKept();
  }

  /** Whether the pool was over before the deadline. Waits for it. */
  boolean await(Deadline deadline) throws InterruptedException {
    try {
      ended.get(Math.max(0, deadline.remainingNanos()), TimeUnit.NANOSECONDS);
      return registry.awaitEmpty(deadline);
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException("the end of a pool does not fail", e);
    }
  }

  private static Duration left(Deadline deadline) {
    Duration left = Duration.ofNanos(Math.max(0, deadline.remainingNanos()));
    return left.compareTo(GRACE) < 0 ? left : GRACE;
  }

  private boolean awaitJobs(Deadline deadline) {
    try {
      return registry.awaitEmpty(deadline);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  void terminate() {
    end(Duration.ZERO);
  }

  /** Ends the workers and waits for that; whoever comes second waits for the first. */
  private int end(Duration grace) {
    state.set(PoolStats.State.CLOSED);
    crew.hold();
    registry.failAll(this::closed);
    crew.stop(grace).thenAccept(this::afterStop);
    boolean interrupted = Thread.interrupted();
    try {
      int killed = ended.get(grace.plus(LADDER).toMillis(), TimeUnit.MILLISECONDS);
      awaitJobs(Deadline.in(ticker, KEEPING)); // their futures are completed by other threads
      return killed;
    } catch (InterruptedException e) {
      interrupted = true;
      crew.stop(Duration.ZERO);
      return 0;
    } catch (TimeoutException | ExecutionException e) {
      LOG.error("{}: workers did not end; they are left to themselves", pool, e);
      return 0;
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void afterStop(StopReport report) {
    if (tidied.getAndSet(true)) {
      return;
    }
    try {
      IpcLog.poolClosed(pool, crew.traffic());
      news.poolClosed();
      news.callbacks().shutdown();
      removeHook();
    } finally {
      ended.complete(report.killed()); // last, so that nothing of the pool comes after its end
    }
  }

  private void removeHook() {
    Thread registered = hook;
    try {
      if (registered != null) {
        Runtime.getRuntime().removeShutdownHook(registered);
      }
    } catch (IllegalStateException e) {
      // The JVM is ending; the hook finds nothing to do.
    }
  }
}
