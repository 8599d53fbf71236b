package io.processpool.worker.guard;

import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.util.List;

/** What a JVM holds. */
interface Memory {

  /** Bytes of heap, classes, code and buffers in use, garbage included. Takes microseconds. */
  long heldBytes();

  /** Collects the garbage. Takes as long as what is left is large. */
  void collect();

  /** The memory of this JVM. */
  static Memory ofThisJvm() {
    MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
    List<BufferPoolMXBean> buffers = ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class);
    return new Memory() {
      @Override
      public long heldBytes() {
        return memory.getHeapMemoryUsage().getUsed()
            + memory.getNonHeapMemoryUsage().getUsed()
            + buffers.stream().mapToLong(BufferPoolMXBean::getMemoryUsed).sum();
      }

      @Override
      public void collect() {
        memory.gc();
      }
    };
  }
}
