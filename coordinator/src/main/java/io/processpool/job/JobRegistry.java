package io.processpool.job;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** The jobs of a pool that have not ended, and what became of the others. Thread-safe: one lock. */
public final class JobRegistry {

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition empty = lock.newCondition();

  /** Futures of jobs that are not complete; each leaves when it is. */
  private final Set<CompletableFuture<?>> promises = ConcurrentHashMap.newKeySet();

  // Guarded by lock.
  private final Map<JobRun<?>, Boolean> jobs = new HashMap<>();
  private long ok;
  private long failed;
  private long cancelled;

  /** What became of all items of a pool. */
  public record Totals(long ok, long failed, long cancelled) {}

  /**
   * A job has begun. One that has ended by now, as its deadline was that near, does not stay.
   *
   * @param job which
   * @param lazy whether it only goes on when its consumer does
   */
  public void add(JobRun<?> job, boolean lazy) {
    lock.lock();
    try {
      jobs.put(job, lazy);
    } finally {
      lock.unlock();
    }
    if (job.isEnded()) {
      remove(job);
    }
  }

  /** The end of the work includes that this future of a job is complete. */
  @SuppressWarnings("CollectionUndefinedEquality") // a future equals itself alone
  public void promise(CompletableFuture<?> future) {
    promises.add(future);
    future.whenComplete((value, error) -> promises.remove(future));
  }

  /** A job ended. */
  public void remove(JobRun<?> job) {
    JobRun.Counts counts = job.counts();
    lock.lock();
    try {
      if (jobs.remove(job) == null) {
        return;
      }
      ok += counts.ok();
      failed += counts.failed();
      cancelled += counts.unsettled();
      if (jobs.isEmpty()) {
        empty.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Ends the jobs that only go on when their consumer does. */
  public void failLazy(Supplier<? extends RuntimeException> why) {
    copy(true).forEach(job -> job.fail(why, true));
  }

  /** Ends all jobs. */
  public void failAll(Supplier<? extends RuntimeException> why) {
    copy(false).forEach(job -> job.fail(why, true));
  }

  /** Lets no job wait for a back-off any more. */
  public void hurryAll() {
    copy(false).forEach(JobRun::hurry);
  }

  /** The job that goes on only when this thread leaves its input, or its predicate. */
  public Optional<JobRun<?>> heldUpBy(Thread thread) {
    lock.lock();
    try {
      for (Map.Entry<JobRun<?>, Boolean> job : jobs.entrySet()) {
        boolean lazy = job.getValue();
        if (!lazy && job.getKey().isHeldUpBy(thread)) {
          return Optional.of(job.getKey());
        }
      }
      return Optional.empty();
    } finally {
      lock.unlock();
    }
  }

  /** The jobs that have not ended, for people. */
  public List<JobSnapshot> snapshots() {
    return copy(false).stream().map(JobRun::snapshot).toList();
  }

  private List<JobRun<?>> copy(boolean lazyOnly) {
    lock.lock();
    try {
      List<JobRun<?>> chosen = new ArrayList<>();
      jobs.forEach(
          (job, lazy) -> {
            if (lazy || !lazyOnly) {
              chosen.add(job);
            }
          });
      return chosen;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits until no job is left and all promised futures are complete.
   *
   * @return false if the deadline passed first
   */
  public boolean awaitEmpty(Deadline deadline) throws InterruptedException {
    return awaitNoJobs(deadline) && awaitPromises(deadline);
  }

  /** Whether all promised futures are complete. */
  public boolean areAllKept() {
    return promises.stream().allMatch(CompletableFuture::isDone);
  }

  /** A job ends before the callback thread has made its result. */
  private boolean awaitPromises(Deadline deadline) throws InterruptedException {
    for (CompletableFuture<?> promise : promises) {
      try {
        promise.get(Math.max(0, deadline.remainingNanos()), TimeUnit.NANOSECONDS);
      } catch (TimeoutException e) {
        return false;
      } catch (ExecutionException | CancellationException e) {
        // Complete, which is what was waited for.
      }
    }
    return true;
  }

  private boolean awaitNoJobs(Deadline deadline) throws InterruptedException {
    lock.lock();
    try {
      while (!jobs.isEmpty()) {
        long nanos = deadline.remainingNanos();
        if (nanos <= 0) {
          return false;
        }
        empty.awaitNanos(nanos);
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** What became of all items so far, those of running jobs included; none leaves meanwhile. */
  public Totals totals() {
    lock.lock();
    try {
      long allOk = ok;
      long allFailed = failed;
      for (JobRun<?> job : jobs.keySet()) {
        JobRun.Counts counts = job.counts();
        allOk += counts.ok();
        allFailed += counts.failed();
      }
      return new Totals(allOk, allFailed, cancelled);
    } finally {
      lock.unlock();
    }
  }
}
