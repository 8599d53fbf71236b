package io.processpool.api;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * How a worker ended that was not told to. Immutable.
 *
 * @param worker the place in the pool
 * @param pid the process
 * @param exitCode the status, 128 + n for signal n
 * @param meaning the status in words
 * @param lastLines the last lines of its output, oldest first
 * @param crashFile the JVM's crash report, if it left one
 */
public record WorkerDeath(
    int worker,
    long pid,
    int exitCode,
    String meaning,
    List<String> lastLines,
    Optional<Path> crashFile) {

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    text.append("worker ").append(worker).append(" (pid ").append(pid).append(") ");
    text.append("ended with exit code ").append(exitCode).append(": ").append(meaning);
    crashFile.ifPresent(file -> text.append("; crash file ").append(file));
    if (!lastLines.isEmpty()) {
      text.append("; last output line: \"").append(lastLines.get(lastLines.size() - 1)).append('"');
    }
    return text.toString();
  }
}
