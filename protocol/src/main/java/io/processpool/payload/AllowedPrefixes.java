package io.processpool.payload;

import java.util.List;

/** The user's prefixes plus the JDK's packages of values. */
record AllowedPrefixes(List<String> prefixes) implements ClassFilter {

  // Safe by themselves: the denied list still applies, and a class of the JDK is only ever rebuilt
  // by its own readObject or by a serializer of this package.
  private static final List<String> JDK_VALUES =
      List.of("java.lang.", "java.math.", "java.net.", "java.nio.", "java.time.", "java.util.");

  @Override
  public boolean allows(String className) {
    return OPEN.allows(className)
        && (startsWithAny(className, prefixes)
            || startsWithAny(className, JDK_VALUES)
            || className.equals("sun.util.calendar.ZoneInfo")
            || (className.startsWith("java.io.") && className.endsWith("Exception")));
  }

  private static boolean startsWithAny(String className, List<String> prefixes) {
    for (String prefix : prefixes) {
      if (className.startsWith(prefix)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public String toString() {
    return "ClassFilter.allowOnly" + prefixes;
  }
}
