package io.processpool.cli.lesson.isolation;

import io.processpool.cli.lesson.LessonOptions;
import io.processpool.cli.lesson.LessonSetup;
import io.processpool.cli.options.ByteSize;
import io.processpool.cli.options.CliCommand;
import io.processpool.cli.options.ExitStatus;
import io.processpool.cli.options.UsageException;
import io.processpool.cli.progress.Terminal;
import io.processpool.cli.stop.StopRequest;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code isolation} on the command line. */
@Command(
    name = "isolation",
    customSynopsis = "run-coordinator.sh isolation [options]",
    sortOptions = false,
    header = "Shows what the border of a process is good for.",
    description = {
      "",
      "Worker processes have their own memory, and one that a task exits, fills, crashes or blocks"
          + " costs that task alone. Each is done to a pool that goes on afterwards; one that leaks is"
          + " replaced in time.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  run-coordinator.sh isolation",
      "  run-coordinator.sh isolation --workers 4 --repetitions 5 --summary figures.json"
    })
public final class IsolationCommand implements CliCommand {

  @Option(
      names = "--items",
      paramLabel = "N",
      description =
          "Items of each job, of which one strikes (default: 16, at least four a worker).")
  private int items;

  @Option(
      names = "--limit-ms",
      paramLabel = "N",
      description = "How long the endless loop may run (default: 300).")
  private int limitMillis = 300;

  @Mixin private final LessonSetup setup;

  /**
   * A command to be filled by picocli.
   *
   * @param terminal where it writes
   * @param stop asked for a reason to end early
   */
  public IsolationCommand(Terminal terminal, StopRequest stop) {
    this.setup = new LessonSetup(terminal, stop);
  }

  @Override
  public boolean verbose() {
    return setup.common().verbose();
  }

  @Override
  public ExitStatus call() {
    if (items != 0) {
      LessonOptions.requireRange("--items", items, 8, 100_000);
    }
    LessonOptions.requireRange("--limit-ms", limitMillis, 1, 60_000);
    if (Boolean.getBoolean("processpool.inProcess")) {
      throw new UsageException(
          "-Dprocesspool.inProcess=true: tasks would end this program (expected: worker"
              + " processes)");
    }
    Isolation isolation = new Isolation(items, Duration.ofMillis(limitMillis), heapBytes());
    return setup.show(List.of(isolation));
  }

  private OptionalLong heapBytes() {
    return setup.common().workerHeap().stream().mapToLong(ByteSize::bytes).findFirst();
  }
}
