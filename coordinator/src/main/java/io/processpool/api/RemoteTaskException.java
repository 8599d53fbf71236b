package io.processpool.api;

import org.jspecify.annotations.Nullable;

/**
 * Stands in for an exception of a task that could not be rebuilt in the coordinator: its class may
 * be missing here, or its fields cannot be sent. Its message is the original's class and message,
 * its stack and causes are the original's.
 */
public final class RemoteTaskException extends Exception {

  private static final long serialVersionUID = 1L;

  private final String className;
  private final @Nullable String originalMessage;

  /**
   * A stand-in.
   *
   * @param className the class of the original, its binary name
   * @param message the message of the original
   * @param stack the frames of the original
   * @param cause a stand-in for its cause, or {@code null}
   */
  public RemoteTaskException(
      String className,
      @Nullable String message,
      StackTraceElement[] stack,
      @Nullable Throwable cause) {
    super(message == null ? className : className + ": " + message, cause);
    this.className = className;
    this.originalMessage = message;
    setStackTrace(stack);
  }

  /**
   * The class of the original.
   *
   * @return its binary name
   */
  public String className() {
    return className;
  }

  /**
   * The message of the original; this exception's own begins with the class name.
   *
   * @return the message, {@code null} if it had none
   */
  public @Nullable String originalMessage() {
    return originalMessage;
  }
}
