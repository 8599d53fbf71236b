package io.processpool.result;

import io.processpool.api.JobFuture;
import io.processpool.api.JobReport;
import io.processpool.job.JobRun;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The future of a job. It is completed on a callback thread, never on a backend's.
 *
 * <p>Moves: open → ended, when there is a result or a failure; open → cancelled. Whoever makes the
 * move completes it.
 *
 * @param <R> the result
 */
public final class JobFutureTask<R extends @Nullable Object> extends CompletableFuture<R>
    implements JobFuture<R> {

  private enum Fate {
    OPEN,
    ENDED,
    CANCELLED
  }

  /** A consumer that only waits wakes up and tells within this time. */
  private static final long CONSUMER_MILLIS = 100;

  private final JobRun<?> run;
  private final Executor callbacks;
  private final Function<JobRun<?>, R> finisher;
  private final AtomicBoolean started = new AtomicBoolean();
  private final AtomicReference<Fate> fate = new AtomicReference<>(Fate.OPEN);
  private volatile @Nullable Thread consumer;

  /**
   * A future.
   *
   * @param run the job, begun or about to begin
   * @param callbacks runs the finisher and the user's stages
   * @param finisher takes the job's answers and makes the result
   */
  public JobFutureTask(JobRun<?> run, Executor callbacks, Function<JobRun<?>, R> finisher) {
    this.run = run;
    this.callbacks = callbacks;
    this.finisher = finisher;
  }

  /** Runs the finisher on a callback thread; further calls do nothing. */
  public void complete() {
    if (started.compareAndSet(false, true)) {
      callbacks.execute(this::finish);
    }
  }

  private void finish() {
    consumer = Thread.currentThread();
    try {
      R result = finisher.apply(run);
      if (isOver()) {
        complete(result);
      }
    } catch (Throwable e) { // whatever ended the job is what this future is about
      if (isOver()) {
        completeExceptionally(e);
      }
    } finally {
      consumer = null;
    }
  }

  private boolean isOver() {
    return fate.compareAndSet(Fate.OPEN, Fate.ENDED);
  }

  /**
   * The job has ended. If it failed, nobody waits for a consumer that stands in the input, or in a
   * result's own code, for ever. One that does not knows more of the failure, and goes first.
   */
  public void jobEnded() {
    Thread standing = consumer;
    if (standing == null || standing == Thread.currentThread()) {
      return; // it has not begun, and finds the end before it reads; or is about to tell
    }
    RuntimeException failure = run.failure();
    if (failure != null) {
      callbacks.execute(() -> failUnlessDone(failure));
    }
  }

  private void failUnlessDone(RuntimeException failure) {
    try {
      get(CONSUMER_MILLIS, TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      if (isOver()) {
        completeExceptionally(failure);
      }
    } catch (InterruptedException | ExecutionException | CancellationException e) {
      // It is complete; nobody interrupts a callback thread.
    }
  }

  @Override
  public R join() {
    try {
      return super.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  @Override
  public boolean isSuccessful() {
    if (!isDone()) {
      throw new IllegalStateException(
          run.setup().pool() + ": " + run + " is not done; ask isDone() or wait with get()");
    }
    return !isCompletedExceptionally();
  }

  @Override
  public boolean cancel(boolean mayInterruptIfRunning) {
    boolean cancelled;
    try {
      if (fate.compareAndSet(Fate.OPEN, Fate.CANCELLED) || fate.get() == Fate.CANCELLED) {
        run.cancel(mayInterruptIfRunning); // before the stages, which run here and may need it
      }
    } finally { // whatever fails there; and whoever ended it may not have completed it yet
      cancelled = super.cancel(mayInterruptIfRunning);
    }
    return cancelled;
  }

  @Override
  public Executor defaultExecutor() {
    return callbacks;
  }

  @Override
  public <U> CompletableFuture<U> newIncompleteFuture() {
    return new DependentStage<>(callbacks);
  }

  @Override
  public JobReport report() {
    return run.report();
  }

  @Override
  public String toString() {
    String state =
        !isDone()
            ? "running"
            : isCancelled() ? "cancelled" : isCompletedExceptionally() ? "failed" : "done";
    return "JobFuture[" + run + " " + state + "]";
  }

  /** A stage of the user's on this future: an ordinary one that uses the callback threads. */
  private static final class DependentStage<U extends @Nullable Object>
      extends CompletableFuture<U> {

    private final Executor callbacks;

    DependentStage(Executor callbacks) {
      this.callbacks = callbacks;
    }

    @Override
    public Executor defaultExecutor() {
      return callbacks;
    }

    @Override
    public <V> CompletableFuture<V> newIncompleteFuture() {
      return new DependentStage<>(callbacks);
    }
  }
}
