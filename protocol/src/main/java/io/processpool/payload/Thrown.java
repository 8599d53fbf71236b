package io.processpool.payload;

import org.jspecify.annotations.Nullable;

/** Asks an exception of the user's, whose own methods may throw anything, and always answers. */
public final class Thrown {

  private static final int MOST_ASKED = 1_000;

  private Thrown() {}

  /** Its cause, {@code null} if it has none or does not tell. */
  public static @Nullable Throwable causeOf(Throwable thrown) {
    try {
      return thrown.getCause();
    } catch (Throwable e) { // user code
      return null;
    }
  }

  /** Its message, or why there is none to be had. */
  public static @Nullable String messageOf(Throwable thrown) {
    try {
      return thrown.getMessage();
    } catch (Throwable e) { // user code
      return "(its getMessage threw " + e.getClass().getName() + ")";
    }
  }

  /** What it says of itself, its class at least. */
  public static String textOf(Throwable thrown) {
    try {
      return String.valueOf(thrown);
    } catch (Throwable e) { // user code
      return thrown.getClass().getName() + " (its toString threw " + e.getClass().getName() + ")";
    }
  }

  /** Whether it, and all it carries, can be printed: it may have lost what its text is made of. */
  public static boolean canSpeak(Throwable thrown) {
    try {
      ask(thrown, MOST_ASKED);
      return true;
    } catch (OutOfMemoryError e) {
      throw e;
    } catch (Throwable e) { // user code
      return false;
    }
  }

  /** How many more may be asked. */
  private static int ask(Throwable thrown, int most) {
    int left = most;
    for (Throwable each = thrown; each != null && left > 0; each = each.getCause()) {
      left--;
      String unused = each.toString();
      for (Throwable suppressed : each.getSuppressed()) {
        left = ask(suppressed, left);
      }
    }
    return left;
  }
}
