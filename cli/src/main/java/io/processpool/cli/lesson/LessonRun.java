package io.processpool.cli.lesson;

import io.processpool.api.PoolException;
import io.processpool.cli.options.CommonOptions;
import io.processpool.cli.options.ExitStatus;
import io.processpool.cli.options.LogLevel;
import io.processpool.cli.output.JsonFile;
import io.processpool.cli.output.LogSetup;
import io.processpool.cli.output.StackTrace;
import io.processpool.cli.progress.Notices;
import io.processpool.cli.progress.Terminal;
import io.processpool.cli.stop.StopRequest;
import io.processpool.concurrent.Ticker;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;

/** One run of a command of the lesson: shows, tells, and leaves the summary. Used once. */
public final class LessonRun {

  private final CommandSpec command;
  private final CommonOptions common;
  private final LessonOptions options;
  private final Terminal terminal;
  private final StopRequest stop;
  private final List<Demonstration> shown = new ArrayList<>();

  /**
   * Nothing is shown yet.
   *
   * @param command the command as picocli parsed it
   * @param common its common options
   * @param options those of the lesson
   * @param terminal where it is shown
   * @param stop asked for a reason to end early
   */
  public LessonRun(
      CommandSpec command,
      CommonOptions common,
      LessonOptions options,
      Terminal terminal,
      StopRequest stop) {
    this.command = command;
    this.common = common;
    this.options = options;
    this.terminal = terminal;
    this.stop = stop;
  }

  /**
   * Shows the lessons, one after the other. Blocks.
   *
   * @param lessons what to show
   * @return how it ended
   */
  public ExitStatus run(List<Lesson> lessons) {
    common.check();
    options.check();
    LogSetup.configure(
        common.logFormat(), logLevel(), common.verbose(), terminal.console().logStream());
    Notices notices = terminal.notices(common);
    ExitStatus status;
    String why = "";
    LessonPage page = new LessonPage(command, common, Ticker.SYSTEM);
    try (Bench bench =
        new Bench(common, options.repetitions(), Ticker.SYSTEM, stop, page.recorders())) {
      stop.tellWhile(
          urgency -> bench.abort(), () -> lessons.forEach(lesson -> show(lesson, bench, page)));
      boolean right = shown.stream().allMatch(Demonstration::ok);
      // The last lines may have been shown to nobody.
      status = stop.reason().orElse(right ? ExitStatus.OK : ExitStatus.SOME_FAILED);
    } catch (StoppedException e) {
      status = stop.reason().orElse(ExitStatus.INTERRUPTED);
    } catch (PoolException e) {
      status = stop.reason().orElseGet(() -> ExitStatus.of(e));
      why = "; " + e.getMessage();
      if (common.verbose()) {
        notices.info(StackTrace.of(e), Map.of());
      }
    }
    if (!writeSummary(notices) && status == ExitStatus.OK) {
      status = ExitStatus.INTERNAL;
    }
    String outcome = outcome(status, why);
    if (!page.write(outcome, status, notices) && status == ExitStatus.OK) {
      status = ExitStatus.INTERNAL;
    }
    tellEnd(notices, status, outcome);
    return status;
  }

  private void show(Lesson lesson, Bench bench, LessonPage page) {
    List<String> head = List.of(lesson.title(), "=".repeat(lesson.title().length()));
    head.forEach(terminal.console()::result);
    terminal.console().result(lesson.about());
    for (Demonstration demonstration : lesson.show(bench)) {
      shown.add(demonstration);
      page.add(lesson, demonstration);
      terminal.console().result("");
      new Table(demonstration.rows()).lines().forEach(terminal.console()::result);
      terminal.console().result("");
      terminal.console().result("=> " + demonstration.conclusion());
      new AdviceLines(demonstration.rows()).lines().forEach(terminal.console()::result);
    }
    terminal.console().result("");
  }

  /** The pool's own lines about each job would bury the tables. */
  private LogLevel logLevel() {
    boolean chosen =
        common.verbose() || command.commandLine().getParseResult().hasMatchedOption("--log-level");
    return chosen ? common.logLevel() : LogLevel.WARN;
  }

  private boolean writeSummary(Notices notices) {
    if (common.summary().isEmpty()) {
      return true;
    }
    LessonSummary summary =
        new LessonSummary(
            command.name(),
            Runtime.version().toString(),
            Runtime.getRuntime().availableProcessors(),
            common.workers(),
            options.repetitions(),
            shown);
    try {
      JsonFile.write(common.summary().get(), summary);
      return true;
    } catch (IOException e) {
      notices.problem("the summary cannot be written: " + e, Map.of());
      return false;
    }
  }

  private String outcome(ExitStatus status, String why) {
    String count = shown.size() + (shown.size() == 1 ? " demonstration" : " demonstrations");
    return switch (status) {
      case OK -> "done: " + count;
      case SOME_FAILED -> {
        long wrong = shown.stream().filter(demonstration -> !demonstration.ok()).count();
        yield "done: " + count + ", " + wrong + " with wrong results";
      }
      case HANGUP, INTERRUPTED, TERMINATED -> "interrupted: " + count + " done";
      default -> "failed: " + count + " done" + why;
    };
  }

  private static void tellEnd(Notices notices, ExitStatus status, String outcome) {
    Map<String, Object> fields = Map.of("exit", status.code());
    if (status == ExitStatus.OK) {
      notices.info(outcome, fields);
    } else {
      notices.problem(outcome, fields);
    }
  }
}
