package io.processpool.payload;

import org.jspecify.annotations.Nullable;

/** Sorts what came out of a failed attempt: an error the caller must see, or a refusal. */
final class Failures {

  private static final int CAUSES_WALKED = 50;

  private Failures() {}

  static UnsendableException onWrite(
      Throwable failure, @Nullable Object value, PayloadSettings settings) {
    String type = value == null ? "" : value.getClass().getName();
    Refused refused = refused(failure, type, settings);
    return new UnsendableException(refused.problem(type), refused.getCause());
  }

  static UnreadableException onRead(Throwable failure, PayloadSettings settings) {
    Refused refused = refused(failure, "", settings);
    return new UnreadableException(refused.problem(""), refused.getCause());
  }

  /** An out-of-memory error is the caller's to judge, wherever in the causes it hides. */
  private static Refused refused(Throwable failure, String type, PayloadSettings settings) {
    Throwable cause = failure;
    for (int i = 0; cause != null && i < CAUSES_WALKED; i++) {
      if (cause instanceof OutOfMemoryError memory) {
        throw memory;
      }
      if (cause instanceof StackOverflowError) {
        return new Refused(type, Reason.tooDeep(settings.maxDepth()), failure);
      }
      cause = Thrown.causeOf(cause);
    }
    return Refused.of(failure, type);
  }
}
