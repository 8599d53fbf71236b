package io.processpool;

import static java.util.Objects.requireNonNull;

import io.processpool.api.JobCancelledException;
import io.processpool.api.JobFuture;
import io.processpool.api.JobOptions;
import io.processpool.api.PoolBrokenException;
import io.processpool.api.PoolClosedException;
import io.processpool.api.WorkerDeath;
import io.processpool.api.WorkerLostException;
import io.processpool.job.Deadline;
import io.processpool.message.CallShape;
import io.processpool.task.TaskSupplier;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A JVM of its own that runs one task and ends. As {@code multiprocessing.Process}. Thread-safe.
 *
 * <pre>{@code
 * JvmProcess<Integer> process = JvmProcess.start(() -> 6 * 7);
 * process.join();
 * System.out.println(process.exitCode() + " " + process.result());   // 0 42
 * }</pre>
 *
 * <p>The task travels, and its result comes back, as with {@link Pool}; what the process prints
 * goes to the log line by line. The task is run once: neither its exceptions nor the end of its
 * process are tried again. The process ends with the program that started it, however that ends; it
 * needs no {@link #close()}. It cannot be started in a worker of a pool, nor in another such
 * process, unless {@link PoolBuilder#allowNested()} lets it.
 *
 * @param <R> the result
 */
public final class JvmProcess<R extends @Nullable Object> implements AutoCloseable {

  private static final int TASK_THREW = 1;
  private static final int KILLED = 128 + 9;
  private static final long NONE = -1;

  private final PoolCore core;
  private final JobFuture<R> future;
  private final CompletableFuture<Long> pid = new CompletableFuture<>();

  private JvmProcess(PoolCore core, JobFuture<R> future) {
    this.core = core;
    this.future = future;
    // Behind the launch, on the thread that does it.
    core.crew().later(Duration.ZERO, this::seeProcess);
    future.whenComplete(
        (result, error) -> {
          pid.complete(death(error).map(WorkerDeath::pid).orElse(NONE)); // if it was not seen
          core.end().closeLater();
        });
  }

  private void seeProcess() {
    long seen = core.workers().get(0).pid();
    if (seen != NONE) { // it may have ended already
      pid.complete(seen);
    }
  }

  /**
   * Starts a process that runs the task. Does not wait for it.
   *
   * @param task what to run; must be sendable
   * @param <R> the result
   * @return the process
   * @throws io.processpool.api.NotSendableException if the task cannot be sent
   * @throws io.processpool.api.WorkerStartException if no process can be started here at all
   * @throws io.processpool.api.PoolException if this is a worker of a pool
   */
  public static <R extends @Nullable Object> JvmProcess<R> start(TaskSupplier<? extends R> task) {
    return start(task, Pool.builder());
  }

  /**
   * {@link #start(TaskSupplier)} with settings of its own: heap, JVM arguments, class path and so
   * on as of a pool. Not used are the numbers of workers and spares, the options of jobs, when
   * workers are replaced or leave, and {@link PoolBuilder#inProcess()}.
   *
   * @param task what to run; must be sendable
   * @param settings how to start the JVM
   * @param <R> the result
   * @return the process
   * @throws IllegalArgumentException if settings are out of range; it lists them all
   * @throws io.processpool.api.NotSendableException if the task cannot be sent
   * @throws io.processpool.api.WorkerStartException if no process can be started here at all
   * @throws io.processpool.api.PoolException if this is a worker of a pool
   */
  public static <R extends @Nullable Object> JvmProcess<R> start(
      TaskSupplier<? extends R> task, PoolBuilder settings) {
    PoolCore core = PoolCore.open(settings.oneTask());
    try {
      JobLauncher.Task once =
          new JobLauncher.Task(
              requireNonNull(task, "task"),
              CallShape.SUPPLIER,
              JobOptions.defaults().maxAttempts(1));
      return new JvmProcess<>(core, new JobLauncher(core, core).submit(once));
    } catch (RuntimeException | Error e) { // nobody else would end it
      core.end().terminate();
      throw e;
    }
  }

  /**
   * Waits until the process has ended. Does not throw what the task threw.
   *
   * @throws JobCancelledException if the thread is interrupted, which it stays; the process goes on
   */
  public void join() {
    await(Deadline.none(core.ticker()));
  }

  /**
   * Waits until the process has ended.
   *
   * @param limit how long at most
   * @return false if it has not ended within the limit
   * @throws JobCancelledException if the thread is interrupted, which it stays; the process goes on
   */
  public boolean join(Duration limit) {
    return await(Deadline.in(core.ticker(), limit));
  }

  private boolean await(Deadline deadline) {
    try {
      return core.end().await(deadline);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new JobCancelledException(
          core.settings().name(), "the wait for the process was interrupted", e);
    }
  }

  /**
   * Whether the process has not ended.
   *
   * @return false from the moment on that {@link #join()} waits no longer
   */
  public boolean isAlive() {
    return !core.end().isDone();
  }

  /**
   * Asks the process to end (SIGTERM): its shutdown hooks run, then it ends with exit code 143.
   * Does not wait.
   */
  public void terminate() {
    core.crew().signal(false);
  }

  /** Kills the process and what it has started (SIGKILL); its exit code is 137. Does not wait. */
  public void kill() {
    core.crew().signal(true);
  }

  /**
   * How the process ended: 0 when the task returned and its result arrived, 1 when the task threw
   * or its result could not be sent, or the process could not begin it, {@code n} when the task
   * called {@code System.exit(n)}, 128 + n when signal n ended it. Other numbers are those of
   * workers.
   *
   * @return the exit code
   * @throws IllegalStateException if the process has not ended
   */
  public int exitCode() {
    if (isAlive()) {
      throw new IllegalStateException(
          core.settings().name() + ": the process has not ended; wait for it with join()");
    }
    return future.handle((result, error) -> exitCode(error)).toCompletableFuture().join();
  }

  private static int exitCode(@Nullable Throwable error) {
    if (error == null) {
      return 0;
    }
    return death(error)
        .map(WorkerDeath::exitCode)
        .orElse(error instanceof PoolClosedException ? KILLED : TASK_THREW);
  }

  private static Optional<WorkerDeath> death(@Nullable Throwable error) {
    if (error instanceof WorkerLostException lost) {
      return Optional.of(lost.death());
    }
    return error instanceof PoolBrokenException broken
        ? broken.deaths().stream().reduce((earlier, later) -> later)
        : Optional.empty();
  }

  /**
   * The process id. Waits until the process is launched, which takes a moment; an interrupt does
   * not end this.
   *
   * @return the id, also when the process has ended
   * @throws IllegalStateException if the process could not be launched; {@link #result()} says why
   */
  public long pid() {
    long id = pid.join();
    if (id == NONE) {
      throw new IllegalStateException(
          core.settings().name() + ": the process could not be launched; result() says why");
    }
    return id;
  }

  /**
   * What the task returned. Waits for it; an interrupt does not end this, as it does {@link
   * #join()}.
   *
   * @return the result
   * @throws PoolClosedException if the process was ended by an interrupted {@link #close()}
   * @throws io.processpool.api.TaskFailedException if the task threw
   * @throws io.processpool.api.NotSendableException if the result cannot be sent
   * @throws WorkerLostException if the process ended before the task did
   * @throws PoolBrokenException if the process ended before the task began
   * @throws io.processpool.api.WorkerStartException if the process could not be started
   */
  public R result() {
    return future.join();
  }

  /** Waits until the process has ended. When interrupted it kills it and stays interrupted. */
  @Override
  public void close() {
    core.end().close(Deadline.none(core.ticker()), false);
  }

  @Override
  public String toString() {
    return "JvmProcess[" + core.settings().name() + (isAlive() ? " alive]" : " ended]");
  }
}
