package io.processpool.worker.guard;

import io.processpool.message.ExitCode;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;

/** The only place that ends the process. What the worker started goes first. */
public final class Exits {

  private static volatile boolean inOrder;

  private Exits() {}

  /** Whether the process ends because it was told to. */
  static boolean isInOrder() {
    return inOrder;
  }

  /**
   * Ends in order: the user's shutdown hooks run. Does not return.
   *
   * @param code why
   */
  public static void leave(ExitCode code) {
    inOrder = true;
    try {
      killDescendants();
    } finally {
      System.exit(code.number());
    }
  }

  /**
   * Ends at once, without hooks: whatever they do could hang. Does not return.
   *
   * @param code why
   * @param reason why, in words, for the log of the coordinator
   */
  public static void halt(ExitCode code, String reason) {
    try {
      killDescendants();
      say("processpool worker ends: " + code.meaning() + "; " + reason + "\n");
    } finally {
      Runtime.getRuntime().halt(code.number());
    }
  }

  /** Ends at once and quietly: the coordinator is gone, nobody reads. Does not return. */
  static void haltOrphan() {
    try {
      killDescendants();
    } finally {
      Runtime.getRuntime().halt(ExitCode.COORDINATOR_GONE.number());
    }
  }

  /**
   * Writes to standard error, not through {@code System.err}, which the user's code may have
   * replaced, or hold locked.
   *
   * @param line with its line end
   */
  @SuppressWarnings("resource") // the stream does not own its descriptor
  public static void say(String line) {
    try {
      new FileOutputStream(FileDescriptor.err).write(line.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      // Nobody reads.
    }
  }

  private static void killDescendants() {
    if (!OwnProcess.mayHaveChildren()) {
      return; // who has no children has no descendants: those of a dead child are init's
    }
    try (Stream<ProcessHandle> descendants = ProcessHandle.current().descendants()) {
      descendants.forEach(ProcessHandle::destroyForcibly);
    }
  }
}
