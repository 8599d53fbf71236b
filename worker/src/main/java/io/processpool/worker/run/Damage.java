package io.processpool.worker.run;

import io.processpool.payload.Thrown;

/**
 * Tells exceptions that are over from those that last: after a full heap or metaspace, or a stack
 * overflow in the middle of anything, invariants may be broken; a class whose initializer failed
 * never works again in this JVM. A class that is merely missing harms nobody else.
 */
public final class Damage {

  private static final int MOST_CAUSES = 50;
  private static final String FAILED_BEFORE = "Could not initialize class";

  private Damage() {}

  static boolean isLasting(Throwable thrown) {
    Throwable each = thrown;
    for (int i = 0; each != null && i < MOST_CAUSES; i++) {
      if (each instanceof VirtualMachineError || each instanceof ExceptionInInitializerError) {
        return true;
      }
      if (each instanceof NoClassDefFoundError missing
          && String.valueOf(Thrown.messageOf(missing)).startsWith(FAILED_BEFORE)) {
        return true;
      }
      each = Thrown.causeOf(each);
    }
    return false;
  }

  /** Whether the cause is a full memory of any kind. */
  public static boolean isOutOfMemory(Throwable thrown) {
    Throwable each = thrown;
    for (int i = 0; each != null && i < MOST_CAUSES; i++) {
      if (each instanceof OutOfMemoryError) {
        return true;
      }
      each = Thrown.causeOf(each);
    }
    return false;
  }
}
