package io.processpool.message;

import org.jspecify.annotations.Nullable;

/**
 * Why a worker's process ended, as the number it leaves behind; docs/worker-exits.md is its table.
 */
public enum ExitCode {
  /** Told to go, or the task ended the process with status 0. */
  OK(0, "exit 0"),
  /** The heap was full; the JVM's own exit ({@code -XX:+ExitOnOutOfMemoryError}) uses the same. */
  OUT_OF_MEMORY(3, "out of memory"),
  /** The life line on standard input ended: the coordinator is gone. */
  COORDINATOR_GONE(80, "the coordinator is gone"),
  /** Bytes on the socket made no sense. */
  PROTOCOL_BROKEN(81, "protocol broken"),
  /** One side did not prove who it is, or speaks another version. */
  HANDSHAKE_REFUSED(82, "handshake refused"),
  /** A {@code VirtualMachineError} or {@code LinkageError} left the JVM damaged. */
  JVM_DAMAGED(83, "JVM damaged"),
  /** A task ran over its limit and did not stop. */
  TASK_OVER_LIMIT(84, "task over its limit"),
  /** The worker could not start: bad options or a failed initializer. */
  START_FAILED(85, "start failed"),
  /** The task, or a signal, ended the process, and its shutdown hooks did not end. */
  HOOKS_HUNG(86, "the process was told to exit and its shutdown hooks hung");

  private final int number;
  private final String meaning;

  ExitCode(int number, String meaning) {
    this.number = number;
    this.meaning = meaning;
  }

  /** The process status, 0 to 255. */
  public int number() {
    return number;
  }

  /** The reason in words, lower case. */
  public String meaning() {
    return meaning;
  }

  /** The code with this number, or {@code null} if it is the task's own or a signal. */
  public static @Nullable ExitCode of(int number) {
    for (ExitCode code : values()) {
      if (code.number == number) {
        return code;
      }
    }
    return null;
  }
}
