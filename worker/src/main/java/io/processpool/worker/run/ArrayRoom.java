package io.processpool.worker.run;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import org.jspecify.annotations.Nullable;

/**
 * Room for the large arrays of items. The serial collector of Java 25 lets the heap grow for a
 * large array as long as it may, where that of 17 first looks for what is dead: a worker that got
 * one such array after the other would fill the memory it was given, and wait for fresh pages each
 * time. Confined to the task thread.
 */
final class ArrayRoom {

  /** The serial collector's name of its full collections. */
  private static final String SERIAL = "MarkSweepCompact";

  private @Nullable Boolean serial;

  /** Collects what is dead if the heap would have to grow for so many bytes. */
  void make(long bytes) {
    Runtime runtime = Runtime.getRuntime();
    if (bytes > 0
        && runtime.freeMemory() < bytes
        && runtime.totalMemory() < runtime.maxMemory()
        && isSerial()) {
      System.gc();
    }
  }

  private boolean isSerial() {
    Boolean known = serial;
    if (known == null) {
      known =
          ManagementFactory.getGarbageCollectorMXBeans().stream()
              .map(GarbageCollectorMXBean::getName)
              .anyMatch(SERIAL::equals);
      serial = known;
    }
    return known;
  }
}
