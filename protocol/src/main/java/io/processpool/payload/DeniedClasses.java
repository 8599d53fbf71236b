package io.processpool.payload;

import java.util.List;
import java.util.Set;

/** Allows all but classes that are known steps of deserialization attacks, or never values. */
final class DeniedClasses implements ClassFilter {

  private static final Set<String> NAMES =
      Set.of(
          "java.lang.Thread",
          "java.lang.ThreadGroup",
          "java.lang.Process",
          "java.lang.ProcessBuilder",
          "java.lang.Runtime",
          "java.lang.reflect.Proxy",
          "org.apache.commons.collections.keyvalue.TiedMapEntry",
          "org.apache.commons.collections4.keyvalue.TiedMapEntry");

  private static final List<String> PREFIXES =
      List.of(
          "java.lang.invoke.MethodHandle",
          "java.rmi.",
          "java.beans.",
          "javax.naming.",
          "javax.management.",
          "javax.swing.",
          "sun.reflect.",
          "sun.rmi.",
          "sun.swing.",
          "jdk.internal.",
          "jdk.proxy",
          "com.sun.jndi.",
          "com.sun.proxy.",
          "com.sun.rowset.",
          "com.sun.org.apache.bcel.",
          "com.sun.org.apache.xalan.",
          "com.mchange.v2.",
          "org.apache.commons.collections.functors.",
          "org.apache.commons.collections4.functors.",
          "org.apache.xalan.",
          "org.codehaus.groovy.runtime.",
          "org.springframework.aop.",
          "org.springframework.beans.factory.");

  @Override
  public boolean allows(String className) {
    for (String prefix : PREFIXES) {
      if (className.startsWith(prefix)) {
        return false;
      }
    }
    return !NAMES.contains(className)
        && !className.endsWith("ClassLoader")
        && !className.contains(".beanutils.")
        && !className.contains(".BeanComparator")
        && !className.startsWith("$Proxy");
  }

  @Override
  public String toString() {
    return "denied for all";
  }
}
