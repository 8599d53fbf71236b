package io.processpool.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What scripts/bench.sh answers before it builds or measures anything. */
@Tag("process")
@Tag("once")
class BenchScriptTest {

  private record Ended(int exit, String out, String err) {}

  private static Ended run(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("bash", "../scripts/bench.sh"));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).start();
    process.getOutputStream().close();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ended(process.waitFor(), out, err);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--quick",
        "--runs",
        "--only",
        "--json",
        "--java",
        "--python",
        "--growth",
        "--micro"
      })
  void shouldTellItsOptions(String option) throws Exception {
    Ended ended = run("--help");

    assertThat(ended.exit()).isZero();
    assertThat(ended.err()).isEmpty();
    assertThat(ended.out()).startsWith("usage: scripts/bench.sh").contains("\n  " + option);
  }

  @Test
  void shouldRefuseAFolderWithoutJava() throws Exception {
    Ended ended = run("--java", Path.of("/no such place").toString());

    assertThat(ended.exit()).isEqualTo(2);
    assertThat(ended.err()).contains("/no such place has no bin/java");
  }
}
