package io.processpool.cli.lesson;

import io.processpool.cli.options.UsageException;
import picocli.CommandLine.Option;

/** What every demonstration takes besides the common options. Filled by picocli. */
public final class LessonOptions {

  private static final int MOST_REPETITIONS = 1000;

  @Option(
      names = {"-r", "--repetitions"},
      paramLabel = "N",
      description =
          "How often each variant is measured; one that takes long is measured less often"
              + " (default: 3).")
  private int repetitions = 3;

  /** The defaults. */
  public LessonOptions() {}

  /**
   * Checks what picocli cannot.
   *
   * @throws UsageException naming the option, its value and what is expected
   */
  void check() {
    requireRange("--repetitions", repetitions, 1, MOST_REPETITIONS);
  }

  /**
   * Refuses a number that is out of its range.
   *
   * @param option its name
   * @param value what the user gave
   * @param least the smallest that is allowed
   * @param most the largest that is allowed
   * @throws UsageException naming all four
   */
  public static void requireRange(String option, long value, long least, long most) {
    if (value < least || value > most) {
      throw new UsageException(
          option + ": " + value + " (expected: " + least + " to " + most + ")");
    }
  }

  int repetitions() {
    return repetitions;
  }
}
