package io.processpool.payload;

import io.processpool.message.Unsendable;
import org.jspecify.annotations.Nullable;

/**
 * Bytes that cannot be turned back into a value. The encoder or decoder that throws it stays
 * usable, and nothing of the value remains in it. Trying again without a change fails again.
 */
public final class UnreadableException extends Exception {

  private static final long serialVersionUID = 1L;

  // Transient: the exception may be serialized by users, the description is a plain record.
  private final transient Unsendable problem;

  UnreadableException(Unsendable problem, @Nullable Throwable cause) {
    super(ProblemText.of(problem), cause);
    this.problem = problem;
  }

  /**
   * The description.
   *
   * @return what could not be read, why and what to do
   */
  public Unsendable problem() {
    return problem;
  }
}
