package io.processpool.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.processpool.cli.progress.Console;
import io.processpool.cli.progress.Terminal;
import io.processpool.cli.stop.StopRequest;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LessonUsageTest {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "pitfalls 6 | 6 (expected: 1 to 5, or a range such as 2-4)",
        "pitfalls 4-2 | 4-2 (expected: 1 to 5, or a range such as 2-4)",
        "pitfalls --repetitions 0 | --repetitions: 0 (expected: 1 to 1000)",
        "pitfalls --fibonacci 0 | --fibonacci: 0 (expected: 1 to 100000)",
        "pitfalls --workers 0 | --workers: 0 (expected: 1 or more)",
        "compare --milliseconds 0 | --milliseconds: 0 (expected: 1 to 600000)",
        "isolation --items 3 | --items: 3 (expected: 8 to 100000)",
        "isolation --noise 1 | --noise",
        "pitfalls --report none/x | --report: none/x (expected: a file in a folder that is there)",
        "compare --report . | --report: . (expected: a file in a folder that is there)",
        "compare --report x --summary x | --report: x (expected: another file than --summary)",
        "etl --report none/x | --report: none/x (expected: a file in a folder that is there)",
        "etl --profile --mode threads | --profile needs --mode processes"
      })
  void shouldRefuseMistakesInOneLineThatNamesTheCommand(String arguments, String message) {
    assertThat(run(arguments.strip().split(" "))).isEqualTo(2);

    assertThat(out.toString(StandardCharsets.UTF_8)).isEmpty();
    assertThat(err.toString(StandardCharsets.UTF_8).lines())
        .singleElement()
        .asString()
        .startsWith("run-coordinator.sh: ")
        .contains(message)
        .containsAnyOf("see run-coordinator.sh " + arguments.split(" ")[0] + " --help", "did you");
  }

  @ParameterizedTest
  @CsvSource({"pitfalls, --fibonacci", "compare, --milliseconds", "isolation, --limit-ms"})
  void shouldExplainEachCommand(String command, String option) {
    assertThat(run(command, "--help")).isZero();

    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains(
            "Usage: run-coordinator.sh " + command,
            option,
            "--repetitions",
            "--workers",
            "Examples:",
            "Exit codes:");
    assertThat(run("--help")).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8)).contains("  " + command);
  }

  private int run(String... arguments) {
    Console console = new Console(out, new PrintStream(err, true, StandardCharsets.UTF_8), e -> {});
    return Main.run(new Terminal(console, Map.of(), Map.of()), new StopRequest(), arguments);
  }
}
