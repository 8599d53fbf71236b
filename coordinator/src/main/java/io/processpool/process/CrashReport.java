package io.processpool.process;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why a worker's process ended, for messages and for the listener. Immutable.
 *
 * @param workerNumber the worker
 * @param pid its process
 * @param exitCode its status; 128 + n for signal n
 * @param meaning the status in words; docs/worker-exits.md is the table
 * @param crashFile what the JVM wrote about its crash; null if there was none
 * @param lastLines what it printed last, at most 40 lines
 */
public record CrashReport(
    int workerNumber,
    long pid,
    int exitCode,
    String meaning,
    @Nullable CrashFile crashFile,
    List<String> lastLines) {

  /** Copies the lines. */
  public CrashReport {
    lastLines = List.copyOf(lastLines);
  }

  /**
   * Describes an end. Takes a crash file out of the run folder, so ask once for each worker.
   *
   * @param worker the process, after its {@link WorkerProcess#exit} completed
   * @param exitCode what that completed with
   * @param folder where the worker was told to write its crash file
   */
  public static CrashReport of(WorkerProcess worker, int exitCode, RunFolder folder) {
    return new CrashReport(
        worker.number(),
        worker.pid(),
        exitCode,
        ExitMeaning.of(exitCode, worker.whatIsKnown()),
        folder.keepCrashFile(worker.pid()).orElse(null),
        worker.tail());
  }

  /** In one line: who, what, and where the crash file is. */
  public String sentence() {
    StringBuilder text =
        new StringBuilder("worker ")
            .append(workerNumber)
            .append(" (process ")
            .append(pid)
            .append(") exited ")
            .append(exitCode)
            .append(": ")
            .append(meaning);
    if (crashFile != null) {
      if (crashFile.problematicFrame() != null) {
        text.append("; problematic frame: ").append(crashFile.problematicFrame());
      }
      text.append("; crash file: ").append(crashFile.path());
    }
    return text.toString();
  }

  /** The sentence, then the last lines. */
  @Override
  public String toString() {
    return lastLines.isEmpty()
        ? sentence()
        : sentence() + "; last output:\n  " + String.join("\n  ", lastLines);
  }
}
