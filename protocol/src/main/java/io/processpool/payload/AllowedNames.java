package io.processpool.payload;

import java.util.List;
import java.util.regex.Pattern;

/** The user's classes and packages, plus the values of the JDK. */
record AllowedNames(List<String> names) implements ClassFilter {

  private static final String PART = "\\p{javaJavaIdentifierStart}\\p{javaJavaIdentifierPart}*";
  private static final Pattern NAME = Pattern.compile(PART + "(\\." + PART + ")*\\.?");

  // Safe by themselves: the denied list still applies, and a class of the JDK is only ever rebuilt
  // by its own readObject or by a serializer of this package. Not all of java.net: a URL asks the
  // network for its hash code.
  private static final List<String> JDK_VALUES =
      List.of(
          "java.lang.",
          "java.math.",
          "java.net.Inet",
          "java.net.URI",
          "java.nio.",
          "java.time.",
          "java.util.",
          "sun.util.calendar.ZoneInfo");

  /** Whether the text can be the name of a class, or of a package with a dot at its end. */
  static boolean isName(String text) {
    return NAME.matcher(text).matches();
  }

  @Override
  public boolean allows(String className) {
    return OPEN.allows(className)
        && (isNamed(className)
            || JDK_VALUES.stream().anyMatch(className::startsWith)
            || isPlainException(className));
  }

  private boolean isNamed(String className) {
    for (String name : names) {
      if (className.startsWith(name)
          && (name.endsWith(".")
              || className.length() == name.length()
              || className.charAt(name.length()) == '$')) {
        return true;
      }
    }
    return false;
  }

  private static boolean isPlainException(String className) {
    return className.startsWith("java.")
        && (className.endsWith("Exception") || className.endsWith("Error"));
  }

  @Override
  public String toString() {
    return "allowed besides values of the JDK: " + names;
  }
}
