package io.processpool.api;

import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Workers cannot be launched, or the initializer fails. No task ran because of this; the pool is
 * broken and a new one with mended settings is needed. Of workers that are launched and end before
 * they are ready, this is the cause of the {@link PoolBrokenException}.
 */
public final class WorkerStartException extends PoolException {

  private static final long serialVersionUID = 1L;

  private final String command;
  private final @Nullable Integer exitCode;
  private final List<String> output;

  /**
   * A failed start.
   *
   * @param pool the pool's name
   * @param message what happened
   * @param attempt what was started and what came of it
   * @param cause the initializer's or the system's error, or {@code null}
   */
  public WorkerStartException(
      String pool, String message, StartAttempt attempt, @Nullable Throwable cause) {
    super(pool, message, cause);
    this.command = attempt.command();
    this.exitCode = attempt.exitCode().isPresent() ? attempt.exitCode().getAsInt() : null;
    this.output = List.copyOf(attempt.output());
  }

  /**
   * What was started and what came of it.
   *
   * @param command a shell line that does the same
   * @param exitCode the status, empty if the process did not end or never began
   * @param output its last lines, oldest first
   */
  public record StartAttempt(String command, OptionalInt exitCode, List<String> output) {}

  /**
   * The command.
   *
   * @return a line to paste into a shell
   */
  public String command() {
    return command;
  }

  /**
   * The status of the process.
   *
   * @return empty if it did not end or never began
   */
  public OptionalInt exitCode() {
    return exitCode == null ? OptionalInt.empty() : OptionalInt.of(exitCode);
  }

  /**
   * What the process printed.
   *
   * @return its last lines, oldest first
   */
  public List<String> output() {
    return output;
  }
}
