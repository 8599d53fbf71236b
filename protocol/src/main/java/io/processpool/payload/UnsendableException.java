package io.processpool.payload;

import io.processpool.message.Unsendable;
import org.jspecify.annotations.Nullable;

/**
 * A value that cannot be written. The encoder or decoder that throws it stays usable, and nothing
 * of the value remains in it. Trying again without a change fails again.
 */
public final class UnsendableException extends Exception {

  private static final long serialVersionUID = 1L;

  // Transient: the exception may be serialized by users, the description is a plain record.
  private final transient Unsendable problem;

  UnsendableException(Unsendable problem, @Nullable Throwable cause) {
    super(ProblemText.of(problem), cause);
    this.problem = problem;
  }

  /**
   * The description.
   *
   * @return what cannot be sent, where in the value, why and what to do
   */
  public Unsendable problem() {
    return problem;
  }
}
