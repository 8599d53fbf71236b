package io.processpool.payload;

import java.io.Externalizable;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;

/** The methods by which a serializable class takes its serialization into its own hands. */
final class Hooks {

  private Hooks() {}

  /**
   * Whether the class, or one it extends, declares any. A user's subclass of {@code ArrayList} or
   * {@code Exception} does, by its parent.
   */
  static boolean declaredBy(Class<?> type) {
    if (Externalizable.class.isAssignableFrom(type)) {
      return true;
    }
    for (Class<?> c = type; c != null && c != Object.class; c = c.getSuperclass()) {
      if (declares(c, "writeReplace")
          || declares(c, "readResolve")
          || declares(c, "writeObject", ObjectOutputStream.class)
          || declares(c, "readObject", ObjectInputStream.class)
          || namesItsFields(c)) {
        return true;
      }
    }
    return false;
  }

  private static boolean declares(Class<?> type, String method, Class<?>... parameters) {
    try {
      return type.getDeclaredMethod(method, parameters) != null;
    } catch (NoSuchMethodException e) {
      return false;
    }
  }

  private static boolean namesItsFields(Class<?> type) {
    try {
      return type.getDeclaredField("serialPersistentFields") != null;
    } catch (NoSuchFieldException e) {
      return false;
    }
  }
}
