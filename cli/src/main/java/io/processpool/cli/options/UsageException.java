package io.processpool.cli.options;

/** What the user asked for makes no sense; the message is one line that names it. */
public final class UsageException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * A mistake of the user.
   *
   * @param message what, the value, what is expected
   */
  public UsageException(String message) {
    super(message);
  }
}
