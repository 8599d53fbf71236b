package io.processpool.api;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * The base of what fails in a pool. Wrong arguments, and calls that make no sense in that state,
 * are {@link IllegalArgumentException} and {@link IllegalStateException}; futures and executors
 * throw what their interfaces say. Unchecked.
 */
public class PoolException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String pool;

  /**
   * An error of one pool; the message begins with its name.
   *
   * @param pool the pool's name
   * @param message what happened, without the name
   * @param cause why, or {@code null}
   */
  public PoolException(String pool, String message, @Nullable Throwable cause) {
    super(requireNonNull(pool, "pool") + ": " + message, cause);
    this.pool = pool;
  }

  /**
   * The pool that failed.
   *
   * @return its name
   */
  public final String pool() {
    return pool;
  }
}
