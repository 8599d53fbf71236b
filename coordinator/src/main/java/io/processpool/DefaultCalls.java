package io.processpool;

import io.processpool.api.JobFuture;
import io.processpool.api.JobOptions;
import io.processpool.api.Outcome;
import io.processpool.api.Results;
import io.processpool.task.TaskBiFunction;
import io.processpool.task.TaskFunction;
import io.processpool.task.TaskSupplier;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The job methods of {@link Pool} without options: each is its namesake with the pool's defaults.
 */
interface DefaultCalls {

  /** The options of jobs that bring none of their own. */
  JobOptions defaults();

  /**
   * {@link Pool#map(TaskFunction, Iterable, JobOptions)} with the pool's defaults.
   *
   * @param function what to call
   * @param items what to call it with
   * @param <T> the items
   * @param <R> the results
   * @return see there
   */
  default <T extends @Nullable Object, R extends @Nullable Object> List<R> map(
      TaskFunction<? super T, ? extends R> function, Iterable<? extends T> items) {
    return map(function, items, defaults());
  }

  /**
   * {@link Pool#mapAsync(TaskFunction, Iterable, JobOptions)} with the pool's defaults.
   *
   * @param function what to call
   * @param items what to call it with
   * @param <T> the items
   * @param <R> the results
   * @return see there
   */
  default <T extends @Nullable Object, R extends @Nullable Object> JobFuture<List<R>> mapAsync(
      TaskFunction<? super T, ? extends R> function, Iterable<? extends T> items) {
    return mapAsync(function, items, defaults());
  }

  /**
   * {@link Pool#imap(TaskFunction, Iterable, JobOptions)} with the pool's defaults.
   *
   * @param function what to call
   * @param items what to call it with
   * @param <T> the items
   * @param <R> the results
   * @return see there
   */
  default <T extends @Nullable Object, R extends @Nullable Object> Results<R> imap(
      TaskFunction<? super T, ? extends R> function, Iterable<? extends T> items) {
    return imap(function, items, defaults());
  }

  /**
   * {@link Pool#imapUnordered(TaskFunction, Iterable, JobOptions)} with the pool's defaults.
   *
   * @param function what to call
   * @param items what to call it with
   * @param <T> the items
   * @param <R> the results
   * @return see there
   */
  default <T extends @Nullable Object, R extends @Nullable Object> Results<R> imapUnordered(
      TaskFunction<? super T, ? extends R> function, Iterable<? extends T> items) {
    return imapUnordered(function, items, defaults());
  }

  /**
   * {@link Pool#outcomes(TaskFunction, Iterable, JobOptions)} with the pool's defaults.
   *
   * @param function what to call
   * @param items what to call it with
   * @param <T> the items
   * @param <R> the results
   * @return see there
   */
  default <T extends @Nullable Object, R extends @Nullable Object> Results<Outcome<T, R>> outcomes(
      TaskFunction<? super T, ? extends R> function, Iterable<? extends T> items) {
    return outcomes(function, items, defaults());
  }

  /**
   * {@link Pool#starmap(TaskBiFunction, Iterable, JobOptions)} with the pool's defaults.
   *
   * @param function what to call
   * @param pairs what to call it with
   * @param <A> the first arguments
   * @param <B> the second arguments
   * @param <R> the results
   * @return see there
   */
  default <A extends @Nullable Object, B extends @Nullable Object, R extends @Nullable Object>
      List<R> starmap(
          TaskBiFunction<? super A, ? super B, ? extends R> function,
          Iterable<? extends Map.Entry<? extends A, ? extends B>> pairs) {
    return starmap(function, pairs, defaults());
  }

  /**
   * {@link Pool#starmapAsync(TaskBiFunction, Iterable, JobOptions)} with the pool's defaults.
   *
   * @param function what to call
   * @param pairs what to call it with
   * @param <A> the first arguments
   * @param <B> the second arguments
   * @param <R> the results
   * @return see there
   */
  default <A extends @Nullable Object, B extends @Nullable Object, R extends @Nullable Object>
      JobFuture<List<R>> starmapAsync(
          TaskBiFunction<? super A, ? super B, ? extends R> function,
          Iterable<? extends Map.Entry<? extends A, ? extends B>> pairs) {
    return starmapAsync(function, pairs, defaults());
  }

  /**
   * {@link Pool#apply(TaskFunction, Object, JobOptions)} with the pool's defaults.
   *
   * @param function what to call
   * @param argument what to call it with
   * @param <T> the argument
   * @param <R> the result
   * @return see there
   */
  default <T extends @Nullable Object, R extends @Nullable Object> R apply(
      TaskFunction<? super T, ? extends R> function, T argument) {
    return apply(function, argument, defaults());
  }

  /**
   * {@link Pool#applyAsync(TaskFunction, Object, JobOptions)} with the pool's defaults.
   *
   * @param function what to call
   * @param argument what to call it with
   * @param <T> the argument
   * @param <R> the result
   * @return see there
   */
  default <T extends @Nullable Object, R extends @Nullable Object> JobFuture<R> applyAsync(
      TaskFunction<? super T, ? extends R> function, T argument) {
    return applyAsync(function, argument, defaults());
  }

  /**
   * {@link Pool#submit(TaskSupplier, JobOptions)} with the pool's defaults.
   *
   * @param function what to call
   * @param <R> the result
   * @return see there
   */
  default <R extends @Nullable Object> JobFuture<R> submit(TaskSupplier<? extends R> function) {
    return submit(function, defaults());
  }

  /**
   * {@link Pool#broadcast(TaskSupplier, JobOptions)} with the pool's defaults.
   *
   * @param function what to call
   * @param <R> the results
   * @return see there
   */
  default <R extends @Nullable Object> List<R> broadcast(TaskSupplier<? extends R> function) {
    return broadcast(function, defaults());
  }

  // What Pool documents and implements.

  <T extends @Nullable Object, R extends @Nullable Object> List<R> map(
      TaskFunction<? super T, ? extends R> function,
      Iterable<? extends T> items,
      JobOptions options);

  <T extends @Nullable Object, R extends @Nullable Object> JobFuture<List<R>> mapAsync(
      TaskFunction<? super T, ? extends R> function,
      Iterable<? extends T> items,
      JobOptions options);

  <T extends @Nullable Object, R extends @Nullable Object> Results<R> imap(
      TaskFunction<? super T, ? extends R> function,
      Iterable<? extends T> items,
      JobOptions options);

  <T extends @Nullable Object, R extends @Nullable Object> Results<R> imapUnordered(
      TaskFunction<? super T, ? extends R> function,
      Iterable<? extends T> items,
      JobOptions options);

  <T extends @Nullable Object, R extends @Nullable Object> Results<Outcome<T, R>> outcomes(
      TaskFunction<? super T, ? extends R> function,
      Iterable<? extends T> items,
      JobOptions options);

  <A extends @Nullable Object, B extends @Nullable Object, R extends @Nullable Object>
      List<R> starmap(
          TaskBiFunction<? super A, ? super B, ? extends R> function,
          Iterable<? extends Map.Entry<? extends A, ? extends B>> pairs,
          JobOptions options);

  <A extends @Nullable Object, B extends @Nullable Object, R extends @Nullable Object>
      JobFuture<List<R>> starmapAsync(
          TaskBiFunction<? super A, ? super B, ? extends R> function,
          Iterable<? extends Map.Entry<? extends A, ? extends B>> pairs,
          JobOptions options);

  <T extends @Nullable Object, R extends @Nullable Object> R apply(
      TaskFunction<? super T, ? extends R> function, T argument, JobOptions options);

  <T extends @Nullable Object, R extends @Nullable Object> JobFuture<R> applyAsync(
      TaskFunction<? super T, ? extends R> function, T argument, JobOptions options);

  <R extends @Nullable Object> JobFuture<R> submit(
      TaskSupplier<? extends R> function, JobOptions options);

  <R extends @Nullable Object> List<R> broadcast(
      TaskSupplier<? extends R> function, JobOptions options);
}
