package io.processpool.api;

/** The pool was closed or terminated before the work was accepted or done. */
public final class PoolClosedException extends PoolException {

  private static final long serialVersionUID = 1L;

  /**
   * A refusal.
   *
   * @param pool the pool's name
   * @param message what was refused or lost
   */
  public PoolClosedException(String pool, String message) {
    super(pool, message, null);
  }
}
