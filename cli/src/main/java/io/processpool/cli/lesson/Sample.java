package io.processpool.cli.lesson;

import io.processpool.Pool;
import io.processpool.api.IpcCounters;
import io.processpool.api.JobFuture;
import io.processpool.api.JobOptions;
import io.processpool.api.JobReport;
import io.processpool.task.TaskFunction;
import java.util.List;
import java.util.Optional;

/**
 * One repetition. Immutable.
 *
 * @param result what was computed
 * @param wire what crossed the sockets for it
 * @param report the job's, empty without a pool
 * @param <R> the result
 */
public record Sample<R>(R result, IpcCounters wire, Optional<JobReport> report) {

  /**
   * Without a pool.
   *
   * @param result what was computed
   * @param <R> the result
   * @return nothing crossed
   */
  public static <R> Sample<R> local(R result) {
    return new Sample<>(result, IpcCounters.ZERO, Optional.empty());
  }

  /**
   * {@code Pool.map}, with its report.
   *
   * @param pool where
   * @param function what
   * @param items over what
   * @param options how
   * @param <T> an item
   * @param <R> the result of an item
   * @return the results in order
   */
  public static <T, R> Sample<List<R>> map(
      Pool pool, TaskFunction<T, R> function, Iterable<T> items, JobOptions options) {
    JobFuture<List<R>> future = pool.mapAsync(function, items, options);
    return of(future.join(), future.report());
  }

  /**
   * A job that is done.
   *
   * @param result what it computed
   * @param report its report
   * @param <R> the result
   * @return what crossed for it
   */
  public static <R> Sample<R> of(R result, JobReport report) {
    return new Sample<>(result, report.ipc(), Optional.of(report));
  }
}
