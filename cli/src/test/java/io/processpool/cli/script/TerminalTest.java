package io.processpool.cli.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Progress on a terminal, which {@code script} of util-linux makes, and elsewhere. The first of two
 * files fails, the second is let go when its progress was seen.
 */
@Tag("process")
@Tag("once")
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TerminalTest {

  private static final Path SCRIPT = Path.of("/usr/bin/script");
  private static final Pattern WIPE = Pattern.compile("\r +\r");

  /** Drawn only if the redrawing falls between two news of one file, or behind the last. */
  private static final Pattern BETWEEN =
      Pattern.compile("transform (0/2 .* 1 failed<?.*|1/2 .*ETA N|2/2 .*)");

  private static final String END =
      """
      sounds/b-transformed.wav	N s
      2 files: 1 ok, 1 failed; wall time N s, task time N s, efficiency N
      """;

  private static final String PLAIN =
      "sounds/a.wav: broken on request\n" + END + "1 of 2 files failed; log: standard error\n";

  private static final String COLOURED_60 =
      """
      transform 0/2 0% [                       ]  N/s  ETA -:--
      <31>sounds/a.wav: broken on request<0>
      transform 1/2 50% [######      ]  N/s  ETA N<31>  1 failed<0>
      """
          + END
          + "<31>1 of 2 files failed; log: standard error<0>\n";

  private static final String NARROW =
      """
      transform 0/2 0%  N/s  ETA -:--
      <31>sounds/a.wav: broken on request<0>
      transform 1/2 50%  ETA N<31>  1 failed<0>
      """
          + END
          + "<31>1 of 2 files failed; log: standard error<0>\n";

  @TempDir Path folder;

  private Installation installation;
  private SlowWork work;
  private Path sounds;

  @BeforeEach
  void install() throws IOException {
    installation = Installation.in(folder.resolve("installed"), SlowWork.source());
    work = SlowWork.in(folder.resolve("gate"), false);
    sounds = Files.createDirectory(folder.resolve("sounds"));
    Files.createFile(sounds.resolve("a.wav"));
    Files.createFile(sounds.resolve("b.wav"));
    work.fail(0);
  }

  private String command(int columns, String options) {
    return "stty cols %d rows 20; exec '%s' --workers=1 --log-level=off --order=imap %s '%s'"
        .formatted(columns, installation.script(), options, sounds);
  }

  private Map<String, String> environment(String more) {
    Map<String, String> environment = new HashMap<>(work.environment());
    environment.put("TERM", "xterm");
    if (!more.isEmpty()) {
      String[] variable = more.split("=");
      environment.put(variable[0], variable[1]);
    }
    return environment;
  }

  static Stream<List<Object>> terminals() {
    return Stream.of(
        List.of("xterm", 60, "", "", COLOURED_60),
        List.of("40 columns", 40, "", "", NARROW),
        List.of("no colour", 60, "NO_COLOR=1", "", COLOURED_60.replaceAll("<\\d+>", "")),
        List.of("dumb", 60, "TERM=dumb", "", PLAIN),
        List.of("CI", 60, "CI=true", "", PLAIN),
        List.of("never", 40, "NO_COLOR=1", "--progress=never", PLAIN));
  }

  @ParameterizedTest
  @MethodSource("terminals")
  @DisplayName("181: progress is redrawn on a terminal that can, and the line is left clean")
  void shouldDrawWhatTheTerminalCanShow(List<Object> terminal) throws Exception {
    assumeThat(Files.isExecutable(SCRIPT)).as("util-linux' script is here").isTrue();
    String expected = (String) terminal.get(4);
    Path screen = folder.resolve("screen");
    String program = command((Integer) terminal.get(1), (String) terminal.get(3));
    List<String> command = List.of(SCRIPT.toString(), "-qefc", program, screen.toString());
    try (Started script = Started.in(folder, environment((String) terminal.get(2)), command)) {
      work.awaitBegun(1);
      if (expected.contains("1/2")) {
        await().atMost(Duration.ofSeconds(60)).until(() -> seen(screen).contains("1 failed"));
      }
      work.open(1);
      assertThat(script.exit()).isEqualTo(1);
      script.awaitAllGone();
    }

    String seen = seen(screen);
    assertThat(seen).isEqualTo(expected);
    if (!expected.contains("transform")) {
      assertThat(Files.readString(screen).replace("\r\n", "\n")).doesNotContain("\r", "\u001b");
    }
  }

  @Test
  @DisplayName("181: a pipe gets lines and nothing else")
  void shouldPrintPlainLinesIntoAPipe() throws Exception {
    List<String> command =
        List.of("bash", "-c", "{ " + command(40, "") + "; } 2>&1 | cat").stream()
            .map(text -> text.replace("stty cols 40 rows 20; ", ""))
            .toList();
    work.open(1);
    try (Started program = Started.in(folder, environment(""), command)) {
      assertThat(program.exit()).isZero();
      program.awaitAllGone();
      String printed = String.join("\n", program.out()) + "\n";
      assertThat(printed).doesNotContain("\r", "\u001b");
      assertThat(normal(printed)).isEqualTo(PLAIN);
    }
  }

  private String seen(Path screen) throws IOException {
    return Files.exists(screen) ? normal(Files.readString(screen)) : "";
  }

  /** Each line that was ever to be seen, once; times and figures left out. */
  private String normal(String printed) {
    String text = WIPE.matcher(printed.replace("\r\n", "\n")).replaceAll("\n");
    return text.replace(sounds.toString(), "sounds")
        .replaceAll("\u001b\\[(\\d+)m", "<$1>")
        .replaceAll("\\d+\\.\\d+", "N")
        .replaceAll("ETA \\d+:\\d\\d", "ETA N")
        .replaceAll("efficiency .*", "efficiency N")
        .lines()
        .filter(line -> !line.isBlank() && !line.startsWith("Script "))
        .filter(line -> !BETWEEN.matcher(line).matches())
        .filter(line -> !line.startsWith("advice: ")) // of a machine so busy that one item lasts
        .distinct()
        .reduce("", (all, line) -> all + line + "\n");
  }
}
