package io.processpool.faults;

import io.processpool.api.NotSendableException;
import io.processpool.api.TaskFailedException;
import io.processpool.api.TaskTimeoutException;
import io.processpool.api.WorkerLostException;
import java.util.Arrays;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One cell of the matrix: what goes wrong when, and how the item ends. */
record CrashCell(CrashPhase phase, CrashKind kind) {

  static Stream<CrashCell> all() {
    return Arrays.stream(CrashPhase.values())
        .flatMap(phase -> Arrays.stream(CrashKind.values()).map(kind -> new CrashCell(phase, kind)))
        .filter(cell -> cell.phase.allows(cell.kind));
  }

  boolean isIn(CrashPhase... phases) {
    return Arrays.asList(phases).contains(phase);
  }

  /** How the item ends; null if it gives its value. */
  @Nullable Class<? extends Exception> end() {
    return switch (kind) {
      case CHECKED, ERROR, STACK_OVERFLOW ->
          phase == CrashPhase.RUN ? TaskFailedException.class : NotSendableException.class;
      case DIRECT ->
          phase == CrashPhase.RUN ? TaskFailedException.class : WorkerLostException.class;
      case LOOP, DEADLOCK -> TaskTimeoutException.class;
      case THREAD -> null;
      default -> WorkerLostException.class;
    };
  }

  /** The status of a worker that dies of it, and what that means. */
  Death death() {
    return switch (kind) {
      case HEAP, DIRECT, METASPACE -> new Death(3, "out of memory");
      case EXIT_0, HALT_0 -> new Death(0, "the task ended the process with exit 0");
      case EXIT_42 -> new Death(42, "task ended the process with exit 42");
      case SEGFAULT -> new Death(134, "signal 6 (SIGABRT)");
      case KILL -> new Death(137, "killed by signal 9 (SIGKILL)");
      default -> throw new IllegalStateException(kind + " kills no worker");
    };
  }

  /** A status and its meaning. */
  record Death(int exitCode, String meaning) {}

  @Override
  public String toString() {
    return phase + " " + kind;
  }
}
