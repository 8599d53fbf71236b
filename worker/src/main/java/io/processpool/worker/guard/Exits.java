package io.processpool.worker.guard;

import io.processpool.message.ExitCode;
import java.util.stream.Stream;

/** The only place that ends the process. What the worker started goes first. */
public final class Exits {

  private Exits() {}

  /** Ends in order: the user's shutdown hooks run. Does not return. */
  public static void leave() {
    killDescendants();
    System.exit(ExitCode.OK.number());
  }

  /**
   * Ends at once, without hooks: whatever they do could hang. Does not return.
   *
   * @param code why
   * @param reason why, in words, for the log of the coordinator
   */
  public static void halt(ExitCode code, String reason) {
    System.err.println("processpool worker ends: " + code.meaning() + "; " + reason);
    System.err.flush();
    killDescendants();
    Runtime.getRuntime().halt(code.number());
  }

  /** Ends at once and quietly: the coordinator is gone, nobody reads. Does not return. */
  static void haltOrphan() {
    killDescendants();
    Runtime.getRuntime().halt(ExitCode.COORDINATOR_GONE.number());
  }

  private static void killDescendants() {
    try (Stream<ProcessHandle> descendants = ProcessHandle.current().descendants()) {
      descendants.forEach(ProcessHandle::destroyForcibly);
    }
  }
}
