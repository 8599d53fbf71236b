package io.processpool.benchmarks.driver;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class BenchCommandTest {

  @TempDir Path folder;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    return new CommandLine(new BenchCommand(new PrintStream(out, true, StandardCharsets.UTF_8)))
        .setErr(new PrintWriter(err))
        .execute(arguments);
  }

  @Test
  void shouldRefuseAGoalThatThereIsNot() {
    assertThat(run("--only", "P2,P99", "--python", "/no/such/python")).isEqualTo(2);
    assertThat(err.toString()).contains("--only: P99 (expected: some of P1,P10,");
  }

  @Test
  void shouldRefuseANumberOfRoundsThatMeasuresNothing() {
    assertThat(run("--runs", "0")).isEqualTo(2);
    assertThat(err.toString()).contains("--runs: 0 (expected: 1 or more)");
  }

  /** A whole measurement, with a pool; the peers are absent. */
  @Test
  @Tag("process")
  @Tag("once")
  void shouldMeasureWithoutPythonAndSayWhatIsMissing() throws Exception {
    Path json = folder.resolve("samples.json");

    int exit =
        run(
            "--quick",
            "--runs",
            "1",
            "--only",
            "P12",
            "--python",
            "/no/such/python",
            "--json",
            "" + json);

    assertThat(exit).as(err.toString()).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("absent: numpy, scipy, joblib, pebble; ", "apt install python3 python3-numpy")
        .contains("| P12 | from a worker's death to its next result, with a warm spare |");
    assertThat(Files.readString(json)).contains("\"measurements\"", "\"replaced\"", "\"verdict\"");
  }
}
