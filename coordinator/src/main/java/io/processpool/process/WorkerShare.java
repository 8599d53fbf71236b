package io.processpool.process;

import java.util.Optional;

/**
 * The part of the machine that one worker may use; without it every JVM sizes its heap, compilers
 * and collector for the whole machine. Immutable.
 *
 * @param heapBytes the largest heap
 * @param processors what the JVM is told to count, 0 to let it count by itself
 * @param warning why the workers may not fit, empty if they do
 */
public record WorkerShare(long heapBytes, int processors, Optional<String> warning) {

  private static final long MIB = 1024 * 1024;
  private static final long LEAST_DEFAULT = 64 * MIB;
  private static final long MOST_DEFAULT = 4096 * MIB;

  /** A JVM that believes in one processor is slower than an unlimited one: its socket starves. */
  private static final int LEAST_PROCESSORS = 2;

  /**
   * Divides the machine: half of its memory goes to the heaps of all workers, 64 MiB to 4 GiB each,
   * unless the user says how much.
   *
   * @param workers how many there will be, at least 1
   * @param userHeapBytes what the user wants for each, 0 if unset
   * @param machine what there is
   */
  public static WorkerShare of(int workers, long userHeapBytes, Machine machine) {
    if (workers < 1 || userHeapBytes < 0) {
      throw new IllegalArgumentException(
          "invalid share: workers="
              + workers
              + ", heap="
              + userHeapBytes
              + " (expected: positive)");
    }
    long heap = userHeapBytes > 0 ? userHeapBytes : defaultHeap(workers, machine);
    int processors = Math.max(LEAST_PROCESSORS, machine.processors() / workers);
    return new WorkerShare(
        heap, processors < machine.processors() ? processors : 0, warning(workers, heap, machine));
  }

  private static long defaultHeap(int workers, Machine machine) {
    long share = machine.memoryBytes() / 2 / workers;
    return Math.min(MOST_DEFAULT, Math.max(LEAST_DEFAULT, share / MIB * MIB));
  }

  private static Optional<String> warning(int workers, long heap, Machine machine) {
    boolean known = machine.memoryBytes() > 0;
    if (!known || heap <= machine.memoryBytes() / workers) {
      return Optional.empty();
    }
    return Optional.of(
        "heaps of the workers exceed the memory: %d x %d MiB (limit: %d MiB); %s"
            .formatted(
                workers,
                heap / MIB,
                machine.memoryBytes() / MIB,
                "the system may kill workers when they fill; use fewer workers or workerHeap"));
  }
}
