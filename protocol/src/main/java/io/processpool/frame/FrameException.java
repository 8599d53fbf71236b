package io.processpool.frame;

/** Bytes that are no frame or no message; the connection cannot be saved. */
public final class FrameException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** What is wrong, with the value and what was expected. */
  public FrameException(String message) {
    super(message);
  }

  /** What is wrong, and the error that showed it. */
  public FrameException(String message, Throwable cause) {
    super(message, cause);
  }
}
