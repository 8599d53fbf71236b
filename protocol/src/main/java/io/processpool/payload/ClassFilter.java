package io.processpool.payload;

import java.util.Collection;
import java.util.List;
import java.util.Objects;

/**
 * Decides by name which classes may cross, before they are loaded. Implementations are thread-safe
 * and quick; an encoder or decoder asks once for each class.
 */
@FunctionalInterface
public interface ClassFilter {

  /** Everything the class loader sees, except a short list of classes that attacks are made of. */
  ClassFilter OPEN = new DeniedClasses();

  /**
   * Whether a class may cross.
   *
   * @param className the binary name of a class, never that of an array or a primitive type
   * @return {@code true} if it may
   */
  boolean allows(String className);

  /**
   * Allows only classes whose names begin with one of the prefixes, and the value and collection
   * classes of the JDK. What {@link #OPEN} denies stays denied.
   *
   * @param prefixes for example {@code "com.example.model."}
   * @return the filter
   */
  static ClassFilter allowOnly(Collection<String> prefixes) {
    for (String prefix : prefixes) {
      if (Objects.requireNonNull(prefix, "prefix").isEmpty()) {
        throw new IllegalArgumentException("prefix is empty and would allow every class");
      }
    }
    return new AllowedPrefixes(List.copyOf(prefixes));
  }

  /**
   * Same as {@link #allowOnly(Collection)}.
   *
   * @param prefixes for example {@code "com.example.model."}
   * @return the filter
   */
  static ClassFilter allowOnly(String... prefixes) {
    return allowOnly(List.of(prefixes));
  }
}
