package io.processpool.process;

import java.lang.management.ManagementFactory;

/**
 * What this machine, or the container around it, has.
 *
 * @param processors at least 1
 * @param memoryBytes 0 if unknown
 */
public record Machine(int processors, long memoryBytes) {

  /** Asks the JVM, which knows the limits of a container. They may change later: ask once. */
  public static Machine current() {
    int processors = Runtime.getRuntime().availableProcessors();
    return ManagementFactory.getOperatingSystemMXBean()
            instanceof com.sun.management.OperatingSystemMXBean system
        ? new Machine(processors, Math.max(0, system.getTotalMemorySize()))
        : new Machine(processors, 0);
  }
}
