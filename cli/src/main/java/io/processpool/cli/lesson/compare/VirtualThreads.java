package io.processpool.cli.lesson.compare;

import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Java has them from 21 on, and this program is compiled for 17, so they are reached by name. */
final class VirtualThreads {

  private VirtualThreads() {}

  /** A thread for each task; empty where there are none. */
  static Optional<ExecutorService> executor() {
    try {
      return Optional.of(
          (ExecutorService)
              Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null));
    } catch (ReflectiveOperationException e) {
      return Optional.empty();
    }
  }

  static boolean areThere() {
    Optional<ExecutorService> executor = executor();
    executor.ifPresent(ExecutorService::shutdown);
    return executor.isPresent();
  }
}
