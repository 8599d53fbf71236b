package io.processpool.cli.lesson;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.processpool.cli.options.CommonOptions;
import io.processpool.cli.options.ExitStatus;
import io.processpool.cli.progress.Notices;
import io.processpool.cli.report.Recorders;
import io.processpool.cli.report.Report;
import io.processpool.concurrent.Ticker;
import java.io.IOException;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;

/** What a command of the lesson has for its page, if one is wanted. */
final class LessonPage {

  private final CommandSpec command;
  private final Ticker ticker;
  private final long startNanos;
  private final Report report;
  private int shown;
  private int right;

  LessonPage(CommandSpec command, CommonOptions common, Ticker ticker) {
    this.command = command;
    this.ticker = ticker;
    this.startNanos = ticker.nanos();
    this.report =
        new Report(common.report(), command.commandLine().getParseResult().originalArgs(), ticker);
    report.figure("workers", Figures.count(common.workers()));
  }

  Recorders recorders() {
    return report.recorders();
  }

  /** A demonstration with the words that led to it. */
  @JsonPropertyOrder({"title", "about", "demonstration"})
  private record Shown(String title, String about, @JsonUnwrapped Demonstration demonstration) {}

  void add(Lesson lesson, Demonstration demonstration) {
    shown++;
    right += demonstration.ok() ? 1 : 0;
    report.demonstration(new Shown(lesson.title(), lesson.about(), demonstration));
    for (Row row : demonstration.rows()) {
      report.advise(demonstration.name() + ", " + row.variant(), row.advice());
      if (row.details().containsKey("failed")
          && row.details().get("message") instanceof String message) {
        report.failure(demonstration.name() + ", " + row.variant(), message);
      }
    }
  }

  /** Writes the page; says so and returns false if that fails. */
  boolean write(String outcome, ExitStatus status, Notices notices) {
    report.figure("demonstrations", Figures.count(shown));
    report.figure("with right results", Figures.count(right));
    report.figure("wall time", Figures.seconds((ticker.nanos() - startNanos) / 1e9));
    try {
      report.write(command.name(), outcome, status);
      return true;
    } catch (IOException e) {
      notices.problem("the report cannot be written: " + e, Map.of());
      return false;
    }
  }
}
