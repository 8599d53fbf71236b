package io.processpool.api;

import org.jspecify.annotations.Nullable;

/** The job was cancelled, or the wait for it was interrupted. Items may have run in part. */
public final class JobCancelledException extends PoolException {

  private static final long serialVersionUID = 1L;

  /**
   * A cancellation.
   *
   * @param pool the pool's name
   * @param message what was cancelled and by whom
   * @param cause the interrupt, or {@code null}
   */
  public JobCancelledException(String pool, String message, @Nullable Throwable cause) {
    super(pool, message, cause);
  }
}
