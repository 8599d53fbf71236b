package io.processpool.api;

import org.jspecify.annotations.Nullable;

/**
 * How one item ended: a value or a failure, with the item it belongs to.
 *
 * @param <T> the item
 * @param <R> the result
 */
public sealed interface Outcome<T extends @Nullable Object, R extends @Nullable Object> {

  /**
   * The position of the item in the input.
   *
   * @return the index from 0
   */
  long index();

  /**
   * The item, the caller's own object.
   *
   * @return the item
   */
  T item();

  /**
   * The item succeeded.
   *
   * @param index the position of the item in the input
   * @param item the caller's own object
   * @param value the result
   * @param <T> the item
   * @param <R> the result
   */
  record Success<T extends @Nullable Object, R extends @Nullable Object>(
      long index, T item, R value) implements Outcome<T, R> {}

  /**
   * The item failed.
   *
   * @param index the position of the item in the input
   * @param item the caller's own object
   * @param error what happened
   * @param <T> the item
   * @param <R> the result
   */
  record Failure<T extends @Nullable Object, R extends @Nullable Object>(
      long index, T item, PoolException error) implements Outcome<T, R> {}
}
