package io.processpool.worker.run;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryUsage;
import org.jspecify.annotations.Nullable;

/**
 * Room for the large arrays of items. The serial collector of Java 25 lets the heap grow for an
 * array that does not fit the young generation as long as it may, where that of 17 first looks for
 * what is dead: a worker that got one such array after the other would fill the memory it was
 * given, and wait for fresh pages each time. Confined to the task thread.
 */
final class ArrayRoom {

  /** What the serial collector calls its generations; with another one nothing is done. */
  private static final String YOUNG = "Eden Space";

  private static final String OLD = "Tenured Gen";

  /** Up to here growing is cheaper than to collect for each array. */
  private static final long GROWS_TO_BYTES = 64L << 20;

  private boolean looked;
  private @Nullable Generations generations;

  private record Generations(MemoryPoolMXBean young, MemoryPoolMXBean old) {

    boolean areTooSmallFor(long bytes) {
      MemoryUsage usage = old.getUsage();
      return bytes > young.getUsage().getCommitted()
          && bytes > usage.getCommitted() - usage.getUsed()
          && usage.getCommitted() >= GROWS_TO_BYTES;
    }
  }

  /** Collects what is dead if the heap, which is not small, would have to grow for the array. */
  void make(long bytes) {
    if (bytes == 0) {
      return;
    }
    if (!looked) {
      looked = true;
      generations = find();
    }
    if (generations != null && generations.areTooSmallFor(bytes)) {
      System.gc();
    }
  }

  private static @Nullable Generations find() {
    MemoryPoolMXBean young = null;
    MemoryPoolMXBean old = null;
    for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
      switch (pool.getName()) {
        case YOUNG -> young = pool;
        case OLD -> old = pool;
        default -> {}
      }
    }
    return young == null || old == null ? null : new Generations(young, old);
  }
}
