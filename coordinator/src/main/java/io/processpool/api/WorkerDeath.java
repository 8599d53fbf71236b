package io.processpool.api;

import java.io.Serializable;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a worker ended that was not told to. Immutable.
 *
 * @param worker the place in the pool
 * @param pid the process
 * @param exitCode the status, 128 + n for signal n
 * @param meaning the status in words
 * @param lastLines the last lines of its output, oldest first
 * @param crashFile the JVM's crash report, if it left one
 * @param problematicFrame where the code was when the JVM crashed, as that report names it
 */
public record WorkerDeath(
    int worker,
    long pid,
    int exitCode,
    String meaning,
    List<String> lastLines,
    Optional<Path> crashFile,
    Optional<String> problematicFrame)
    implements Serializable {

  /** What is written of a death: with an exception it may cross to another process. */
  private record Written(
      int worker,
      long pid,
      int exitCode,
      String meaning,
      List<String> lastLines,
      @Nullable String crashFile,
      @Nullable String problematicFrame)
      implements Serializable {

    private Object readResolve() {
      return new WorkerDeath(
          worker,
          pid,
          exitCode,
          meaning,
          lastLines,
          Optional.ofNullable(crashFile).map(Path::of),
          Optional.ofNullable(problematicFrame));
    }
  }

  private Object writeReplace() {
    return new Written(
        worker,
        pid,
        exitCode,
        meaning,
        List.copyOf(lastLines),
        crashFile.map(Path::toString).orElse(null),
        problematicFrame.orElse(null));
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    text.append("worker ").append(worker).append(" (pid ").append(pid).append(") ");
    text.append("ended with exit code ").append(exitCode).append(": ").append(meaning);
    problematicFrame.ifPresent(frame -> text.append("; problematic frame: ").append(frame));
    crashFile.ifPresent(file -> text.append("; crash file ").append(file));
    lastWords().ifPresent(line -> text.append("; last output line: \"").append(line).append('"'));
    return text.toString();
  }

  /** A JVM that crashes ends its message with a line that holds a mere {@code #}. */
  private Optional<String> lastWords() {
    return lastLines.stream()
        .filter(line -> line.chars().anyMatch(Character::isLetterOrDigit))
        .reduce((earlier, later) -> later);
  }
}
