package io.processpool.payload;

/**
 * Keeps Kryo off {@code sun.misc.Unsafe}, which prints warnings on Java 24 and later. Kryo looks at
 * the property once, so {@link #off()} runs in the static initializer of every public entry to this
 * package, before a class of Kryo is initialized. A value set by the user stays.
 */
final class UnsafeSwitch {

  private static final String PROPERTY = "kryo.unsafe";

  private UnsafeSwitch() {}

  static void off() {
    if (System.getProperty(PROPERTY) == null) {
      System.setProperty(PROPERTY, "false");
    }
  }
}
