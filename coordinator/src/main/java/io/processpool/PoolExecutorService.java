package io.processpool;

import static java.util.Objects.requireNonNull;

import io.processpool.api.JobFuture;
import io.processpool.api.JobOptions;
import io.processpool.api.PoolClosedException;
import io.processpool.job.Deadline;
import io.processpool.message.CallShape;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A pool as an executor. Its futures are the pool's. Thread-safe. */
final class PoolExecutorService extends AbstractExecutorService {

  private static final Logger LOG = LoggerFactory.getLogger(PoolExecutorService.class);

  private static final Duration FOR_EVER = Duration.ofDays(36_500);

  private final PoolCore core;
  private final JobLauncher jobs;
  private final JobOptions options;

  PoolExecutorService(PoolCore core, JobLauncher jobs, JobOptions options) {
    this.core = core;
    this.jobs = jobs;
    this.options = options;
  }

  @Override
  public <T extends @Nullable Object> JobFuture<T> submit(Callable<T> task) {
    requireNonNull(task, "task");
    return admitted(() -> jobs.submit(task(task, CallShape.CALLABLE)));
  }

  @Override
  public Future<?> submit(Runnable task) {
    return this.<@Nullable Object>submit(task, null);
  }

  @Override
  public <T extends @Nullable Object> JobFuture<T> submit(Runnable task, T result) {
    requireNonNull(task, "task");
    return admitted(() -> jobs.submit(task(task, CallShape.RUNNABLE), result));
  }

  @Override
  public void execute(Runnable command) {
    JobFuture<@Nullable Object> future = this.<@Nullable Object>submit(command, null);
    future.whenComplete((nothing, error) -> logFailure(error)); // nobody else would see it
  }

  private void logFailure(@Nullable Throwable error) {
    if (error != null && !(error instanceof PoolClosedException)) {
      LOG.warn("{}: a task of execute() failed", core.settings().name(), error);
    }
  }

  private JobLauncher.Task task(Object function, CallShape shape) {
    return new JobLauncher.Task(function, shape, options);
  }

  /** Executors promise another exception than pools. */
  private static <F> F admitted(Supplier<F> submission) {
    try {
      return submission.get();
    } catch (PoolClosedException e) {
      throw new RejectedExecutionException(e.getMessage(), e);
    }
  }

  @Override
  public <T extends @Nullable Object> List<Future<T>> invokeAll(
      Collection<? extends Callable<T>> tasks) throws InterruptedException {
    return invokeAll(tasks, FOR_EVER.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public <T extends @Nullable Object> List<Future<T>> invokeAll(
      Collection<? extends Callable<T>> tasks, long timeout, TimeUnit unit)
      throws InterruptedException {
    List<Future<T>> futures = new ArrayList<>();
    Deadline deadline = deadline(timeout, unit);
    boolean all = false;
    try {
      tasks.forEach(each -> futures.add(submit(each)));
      all = awaitAll(futures, deadline);
    } finally {
      if (!all) {
        futures.forEach(each -> each.cancel(true));
      }
    }
    return futures;
  }

  @Override
  public <T extends @Nullable Object> T invokeAny(Collection<? extends Callable<T>> tasks)
      throws InterruptedException, ExecutionException {
    try {
      return invokeAny(tasks, FOR_EVER.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new IllegalStateException("a wait without a limit cannot pass it", e);
    }
  }

  @Override
  public <T extends @Nullable Object> T invokeAny(
      Collection<? extends Callable<T>> tasks, long timeout, TimeUnit unit)
      throws InterruptedException, ExecutionException, TimeoutException {
    if (tasks.isEmpty()) {
      throw new IllegalArgumentException("tasks: 0 (expected: 1 or more)");
    }
    Deadline deadline = deadline(timeout, unit);
    List<JobFuture<T>> futures = new ArrayList<>();
    LinkedBlockingQueue<JobFuture<T>> finished = new LinkedBlockingQueue<>();
    try {
      for (Callable<T> each : tasks) {
        JobFuture<T> future = submit(each);
        futures.add(future);
        future.whenComplete((value, error) -> finished.add(future));
      }
      return firstSuccess(finished, futures.size(), deadline);
    } finally {
      futures.forEach(each -> each.cancel(true));
    }
  }

  private static <T extends @Nullable Object> T firstSuccess(
      LinkedBlockingQueue<JobFuture<T>> finished, int count, Deadline deadline)
      throws InterruptedException, ExecutionException, TimeoutException {
    ExecutionException last = null;
    for (int i = 0; i < count; i++) {
      JobFuture<T> next = finished.poll(deadline.remainingNanos(), TimeUnit.NANOSECONDS);
      if (next == null) {
        throw new TimeoutException("no task succeeded within the limit");
      }
      try {
        return next.get();
      } catch (ExecutionException e) {
        last = e;
      }
    }
    throw requireNonNull(last);
  }

  private static <T extends @Nullable Object> boolean awaitAll(
      List<Future<T>> futures, Deadline deadline) throws InterruptedException {
    for (Future<T> each : futures) {
      try {
        each.get(Math.max(0, deadline.remainingNanos()), TimeUnit.NANOSECONDS);
      } catch (ExecutionException | CancellationException e) {
        // It is done, which is what was waited for.
      } catch (TimeoutException e) {
        return false;
      }
    }
    return true;
  }

  private Deadline deadline(long timeout, TimeUnit unit) {
    return Deadline.in(core.ticker(), Duration.ofNanos(unit.toNanos(timeout)));
  }

  @Override
  public void shutdown() {
    core.end().shutdown();
    core.end().closeLater();
  }

  @Override
  public List<Runnable> shutdownNow() {
    core.end().terminate();
    return List.of();
  }

  @Override
  public boolean isShutdown() {
    return !core.end().isRunning();
  }

  @Override
  public boolean isTerminated() {
    return core.end().isOver();
  }

  @Override
  public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
    return core.end().await(deadline(timeout, unit));
  }
}
