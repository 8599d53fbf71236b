package io.processpool.cli.lesson.compare;

import io.processpool.cli.lesson.LessonOptions;
import io.processpool.cli.lesson.LessonSetup;
import io.processpool.cli.options.CliCommand;
import io.processpool.cli.options.ExitStatus;
import io.processpool.cli.progress.Terminal;
import io.processpool.cli.stop.StopRequest;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code compare} on the command line. */
@Command(
    name = "compare",
    customSynopsis = "run-coordinator.sh compare [options]",
    sortOptions = false,
    header = "Measures when processes pay on a JVM: against a loop, threads and virtual threads.",
    description = {
      "",
      "Does the same work one after the other, in threads, in virtual threads (Java 21 or later)"
          + " and in worker processes: CPU-bound, I/O-bound, and behind one global lock.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  run-coordinator.sh compare",
      "  run-coordinator.sh compare --workers 8 --milliseconds 2000 --summary figures.json"
    })
public final class CompareCommand implements CliCommand {

  @Option(
      names = "--items",
      paramLabel = "N",
      description = "Portions the work is cut into (default: 16, at least four a worker).")
  private int items;

  @Option(
      names = "--milliseconds",
      paramLabel = "N",
      description = "All of the work of one kind, in one thread (default: 320).")
  private int milliseconds = 320;

  @Mixin private final LessonSetup setup;

  /**
   * A command to be filled by picocli.
   *
   * @param terminal where it writes
   * @param stop asked for a reason to end early
   */
  public CompareCommand(Terminal terminal, StopRequest stop) {
    this.setup = new LessonSetup(terminal, stop);
  }

  @Override
  public boolean verbose() {
    return setup.common().verbose();
  }

  @Override
  public ExitStatus call() {
    LessonOptions.requireRange("--items", items, 0, 100_000);
    LessonOptions.requireRange("--milliseconds", milliseconds, 1, 600_000);
    return setup.show(List.of(new Comparison(items, milliseconds)));
  }
}
