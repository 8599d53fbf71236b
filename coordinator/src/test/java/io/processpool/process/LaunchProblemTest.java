package io.processpool.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The texts on the left were written by Java 17 and 25. */
class LaunchProblemTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          error=0, Failed to exec spawn helper: pid: 12, exit value: 1        | was replaced; restart it
          Failed to exec spawn helper: pid: 11, exit code: 1, error: 0 (none) | was replaced; restart it
          posix_spawn failed, error: 2 (No such file or directory)            | was replaced; restart it
          error=0, Failed to exec spawn helper: pid: 12, signal: 2   | sends signals to the children of this process
          Failed to exec spawn helper: pid: 11, signal: 15           | sends signals to the children of this process
          error=2, No such file or directory                   | name a JDK with javaHome
          Exec failed, error: 2 (No such file or directory)    | name a JDK with javaHome
          error=7, Argument list too long                      | may hold less than 128 KiB
          Exec failed, error: 7 (Argument list too long)       | may hold less than 128 KiB
          error=13, Permission denied                          | may not be executed; name a JDK with javaHome
          error=11, Resource temporarily unavailable           | limit of processes (ulimit -u)
          error=12, Cannot allocate memory                     | use fewer workers or free memory
          error=24, Too many open files                        | limit of open files (ulimit -n)
          error=26, Text file busy                             | try the command in a shell
          """)
  void shouldSayWhatToDo(String reason, String advice) {
    assertThat(LaunchProblem.describe(3, "java @w3.args", new IOException(reason)))
        .startsWith("cannot start worker 3: java.io.IOException: " + reason)
        .contains("; command: java @w3.args; ")
        .endsWith(advice);
  }

  @Test
  void shouldTellASignalFromOtherProblems() {
    assertThat(
            LaunchProblem.isStruck(
                new IOException("Failed to exec spawn helper: pid: 1, signal: 2")))
        .isTrue();
    assertThat(
            LaunchProblem.isStruck(
                new IOException("Failed to exec spawn helper: pid: 1, exit value: 1")))
        .isFalse();
    assertThat(LaunchProblem.isStruck(new IOException("error=2, No such file or directory")))
        .isFalse();
    assertThat(LaunchProblem.isStruck(new IOException())).isFalse();
  }

  @Test
  void shouldKeepToOneLine() {
    IOException reason = new IOException("Failed to exec spawn helper\nPossible reasons:\n  - x");

    assertThat(LaunchProblem.describe(3, "java", reason)).hasLineCount(1).doesNotContain("reasons");
  }

  @Test
  void shouldNoticeThatTheRunFolderIsGone() {
    assertThat(LaunchProblem.describe(3, "java", new NoSuchFileException("/run/w3.args")))
        .endsWith("the run folder was deleted; open a new pool");
  }
}
