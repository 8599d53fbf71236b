package io.processpool.payload;

import java.util.Collection;
import java.util.List;

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
   * Allows only what is named, and the values, collections and exceptions of the JDK. What {@link
   * #OPEN} denies stays denied.
   *
   * @param names classes, with those nested in them: {@code "com.example.Track"}; or packages, with
   *     those below them: {@code "com.example.model."}
   * @return the filter
   * @throws IllegalArgumentException that lists the names which are neither
   */
  static ClassFilter allowOnly(Collection<String> names) {
    List<String> wrong =
        names.stream()
            .filter(name -> !AllowedNames.isName(name))
            .map(name -> "'" + name + "'")
            .toList();
    if (!wrong.isEmpty()) {
      throw new IllegalArgumentException(
          String.join(", ", wrong)
              + " (expected: the name of a class, or of a package with a dot at its end)");
    }
    return new AllowedNames(List.copyOf(names));
  }

  /**
   * Same as {@link #allowOnly(Collection)}.
   *
   * @param names for example {@code "com.example.model."}
   * @return the filter
   */
  static ClassFilter allowOnly(String... names) {
    return allowOnly(List.of(names));
  }
}
