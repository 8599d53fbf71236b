package io.processpool.cli.lesson.pitfall;

import io.processpool.cli.lesson.LessonSetup;
import io.processpool.cli.options.CliCommand;
import io.processpool.cli.options.ExitStatus;
import io.processpool.cli.progress.Terminal;
import io.processpool.cli.stop.StopRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code pitfalls} on the command line. */
@Command(
    name = "pitfalls",
    customSynopsis = "run-coordinator.sh pitfalls [options] [1-5 ...]",
    sortOptions = false,
    header = "Measures the five pitfalls of process pools, and the ways out.",
    description = {
      "",
      "1: the overhead exceeds the work. 2: what cannot be sent. 3: too much data. 4: what is"
          + " computed again and again. 5: the size of chunks. Without a number all of them.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  run-coordinator.sh pitfalls",
      "  run-coordinator.sh pitfalls 1 5 --workers 4 --repetitions 5",
      "  run-coordinator.sh pitfalls 2-3 --summary figures.json"
    })
public final class PitfallsCommand implements CliCommand {

  @Parameters(
      paramLabel = "1-5",
      arity = "0..*",
      description = "Which: a number, or a range such as 2-4.")
  private List<String> chosen = new ArrayList<>();

  @Mixin private final PitfallSizes sizes = new PitfallSizes();
  @Mixin private final LessonSetup setup;

  /**
   * A command to be filled by picocli.
   *
   * @param terminal where it writes
   * @param stop asked for a reason to end early
   */
  public PitfallsCommand(Terminal terminal, StopRequest stop) {
    this.setup = new LessonSetup(terminal, stop);
  }

  @Override
  public boolean verbose() {
    return setup.common().verbose();
  }

  @Override
  public ExitStatus call() {
    SortedSet<Integer> numbers = numbers();
    sizes.check();
    return setup.show(numbers.stream().map(sizes::pitfall).toList());
  }

  private SortedSet<Integer> numbers() {
    SortedSet<Integer> numbers = new TreeSet<>();
    chosen.forEach(text -> numbers.addAll(Numbers.parse(text).all()));
    return numbers.isEmpty() ? new TreeSet<>(Numbers.ALL.all()) : numbers;
  }
}
