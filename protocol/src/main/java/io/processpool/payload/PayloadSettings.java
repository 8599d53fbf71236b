package io.processpool.payload;

import java.util.Objects;

/**
 * The limits and the class loader of one direction. Immutable; both sides should use equal limits.
 *
 * @param maxDepth how many objects may be nested in each other, 1 to 100,000; the default 500 suits
 *     a thread with a stack of 1 MiB
 * @param maxValueBytes the most bytes one value may take, 16 to {@value #GREATEST_VALUE_BYTES}
 * @param classLoader finds the classes that are read, and must see those that are written
 * @param classes which classes may cross
 * @param shared the shared values whose handles may cross
 */
public record PayloadSettings(
    int maxDepth,
    int maxValueBytes,
    ClassLoader classLoader,
    ClassFilter classes,
    SharedValues shared) {

  /** The upper end of {@code maxValueBytes}: what a JVM can hold in one array, less a margin. */
  public static final int GREATEST_VALUE_BYTES = Integer.MAX_VALUE - 64;

  private static final int DEFAULT_DEPTH = 500;
  private static final int DEFAULT_VALUE_BYTES = 256 << 20;

  /**
   * Checks every limit.
   *
   * @param maxDepth how many objects may be nested in each other
   * @param maxValueBytes the most bytes one value may take
   * @param classLoader finds the classes
   * @param classes which classes may cross
   * @param shared the shared values whose handles may cross
   * @throws IllegalArgumentException if a limit is out of its range
   */
  public PayloadSettings {
    Objects.requireNonNull(classLoader, "classLoader");
    Objects.requireNonNull(classes, "classes");
    Objects.requireNonNull(shared, "shared");
    if (maxDepth < 1 || maxDepth > 100_000) {
      throw new IllegalArgumentException("maxDepth: " + maxDepth + " (expected 1..100000)");
    }
    if (maxValueBytes < 16 || maxValueBytes > GREATEST_VALUE_BYTES) {
      throw new IllegalArgumentException(
          "maxValueBytes: " + maxValueBytes + " (expected 16.." + GREATEST_VALUE_BYTES + ")");
    }
  }

  /**
   * Depth 500, 256 MiB, {@link ClassFilter#OPEN}, no shared values.
   *
   * @param classLoader the loader of the user's classes
   * @return the settings
   */
  public static PayloadSettings defaults(ClassLoader classLoader) {
    return new PayloadSettings(
        DEFAULT_DEPTH, DEFAULT_VALUE_BYTES, classLoader, ClassFilter.OPEN, SharedValues.NONE);
  }

  /**
   * A copy with another depth.
   *
   * @param depth 1 to 100,000
   * @return the copy
   */
  public PayloadSettings withMaxDepth(int depth) {
    return new PayloadSettings(depth, maxValueBytes, classLoader, classes, shared);
  }

  /**
   * A copy with another size limit.
   *
   * @param bytes the limit of one value
   * @return the copy
   */
  public PayloadSettings withMaxValueBytes(int bytes) {
    return new PayloadSettings(maxDepth, bytes, classLoader, classes, shared);
  }

  /**
   * A copy with another class loader.
   *
   * @param loader the loader of the user's classes
   * @return the copy
   */
  public PayloadSettings withClassLoader(ClassLoader loader) {
    return new PayloadSettings(maxDepth, maxValueBytes, loader, classes, shared);
  }

  /**
   * A copy with another class filter.
   *
   * @param filter which classes may cross
   * @return the copy
   */
  public PayloadSettings withClasses(ClassFilter filter) {
    return new PayloadSettings(maxDepth, maxValueBytes, classLoader, filter, shared);
  }

  /**
   * A copy with other shared values.
   *
   * @param values whose handles may cross
   * @return the copy
   */
  public PayloadSettings withShared(SharedValues values) {
    return new PayloadSettings(maxDepth, maxValueBytes, classLoader, classes, values);
  }
}
