package io.processpool.cli.report;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that a page shows, as the page's own script reads it. Immutable.
 *
 * @param head what was run and how it ended
 * @param figures the most important numbers
 * @param advice what the pool has to say
 * @param demonstrations what a lesson has shown
 * @param failures what failed
 * @param pools what became of the pools
 * @param profile where the time went, by method
 */
record ReportData(
    Head head,
    List<Figure> figures,
    List<Note> advice,
    List<?> demonstrations,
    List<Failure> failures,
    List<PoolStory> pools,
    @Nullable Object profile) {

  /**
   * What was run.
   *
   * @param command the command's name
   * @param arguments as the user gave them
   * @param outcome how it ended, in words
   * @param exit the program's exit code
   * @param date when the page was made
   * @param machine what it ran on
   */
  record Head(
      String command,
      List<String> arguments,
      String outcome,
      int exit,
      String date,
      String machine) {}

  /**
   * A number that matters.
   *
   * @param label what it is
   * @param value with its unit
   */
  record Figure(String label, String value) {}

  /**
   * Advice.
   *
   * @param where to what it applies, empty if that is clear
   * @param kind what is wrong
   * @param evidence the numbers
   * @param remedy what to do
   */
  record Note(String where, String kind, String evidence, String remedy) {}

  /**
   * A failed item.
   *
   * @param input what it was
   * @param error what happened
   */
  record Failure(String input, String error) {}
}
