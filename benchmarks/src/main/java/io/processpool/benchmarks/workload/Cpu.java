package io.processpool.benchmarks.workload;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** What this process has used of the processors. */
final class Cpu {

  private static final OperatingSystemMXBean SYSTEM =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  private Cpu() {}

  /** All its threads together, those of the JVM included. */
  static double seconds() {
    return SYSTEM.getProcessCpuTime() / 1e9;
  }
}
