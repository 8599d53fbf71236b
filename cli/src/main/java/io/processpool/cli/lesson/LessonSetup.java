package io.processpool.cli.lesson;

import static java.util.Objects.requireNonNull;

import io.processpool.cli.options.CommonOptions;
import io.processpool.cli.options.ExitStatus;
import io.processpool.cli.progress.Terminal;
import io.processpool.cli.stop.StopRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What every command of the lesson has, to be mixed in behind its own options. */
public final class LessonSetup {

  @Mixin private final LessonOptions options = new LessonOptions();
  @Mixin private final CommonOptions common = new CommonOptions();

  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec command;

  private final Terminal terminal;
  private final StopRequest stop;

  /**
   * To be filled by picocli.
   *
   * @param terminal where the command writes
   * @param stop asked for a reason to end early
   */
  public LessonSetup(Terminal terminal, StopRequest stop) {
    this.terminal = terminal;
    this.stop = stop;
  }

  /**
   * The options that every command of the program takes.
   *
   * @return filled, once the command line is parsed
   */
  public CommonOptions common() {
    return common;
  }

  /**
   * Shows the lessons, one after the other. Blocks.
   *
   * @param lessons what to show
   * @return how it ended
   */
  public ExitStatus show(List<? extends Lesson> lessons) {
    return new LessonRun(requireNonNull(command), common, options, terminal, stop)
        .run(List.copyOf(lessons));
  }
}
