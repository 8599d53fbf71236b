package io.processpool.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.processpool.cli.progress.Console;
import io.processpool.cli.progress.Terminal;
import io.processpool.cli.stop.StopRequest;
import io.processpool.cli.wav.WavBytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ProgramTest {

  @TempDir Path folder;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private Path sounds;

  @BeforeEach
  void makeSounds() throws IOException {
    sounds = Files.createDirectory(folder.resolve("sounds of a tür"));
    for (int i = 0; i < 5; i++) {
      Files.write(sounds.resolve("s" + i + ".wav"), WavBytes.pcm16(new int[1000 * (5 - i)]));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "threads, map, 1",
    "threads, map, 4",
    "threads, imap, 4",
    "threads, unordered, 4",
    "sequential, map, 1",
    "sequential, imap, 1",
    "sequential, unordered, 2"
  })
  void outputsDependOnTheSeedAlone(String mode, String order, String workers) throws IOException {
    Path expected = folder.resolve("expected");
    Path actual = folder.resolve("actual");
    assertThat(run("--mode", "sequential", "--seed", "7", "--out", expected.toString(), dir()))
        .isZero();

    assertThat(
            run(
                "-w",
                workers,
                "etl",
                "--mode",
                mode,
                "--order",
                order,
                "--seed",
                "7",
                "--out",
                actual.toString(),
                dir()))
        .isZero();

    assertThat(contents(actual)).hasSize(5).isEqualTo(contents(expected));
  }

  @Test
  void anotherSeedGivesOtherOutputs() throws IOException {
    run("--mode", "sequential", "--seed", "7", "--out", folder.resolve("a").toString(), dir());
    run("--mode", "sequential", "--seed", "8", "--out", folder.resolve("b").toString(), dir());

    assertThat(contents(folder.resolve("a"))).isNotEqualTo(contents(folder.resolve("b")));
  }

  @Test
  void resultsGoToStandardOutputAndTheEndIsTheLastLineOfStandardError() {
    assertThat(run("--mode", "threads", "--order", "imap", dir())).isZero();

    assertThat(out())
        .hasSize(5)
        .allMatch(line -> line.matches(".*s[0-4]-transformed\\.wav\\t\\d+\\.\\d{3} s"));
    assertThat(err()).last().asString().startsWith("done: 5 files; log: ");
    assertThat(err()).anyMatch(line -> line.startsWith("5 files: 5 ok, 0 failed; wall time "));
  }

  @Test
  void brokenFilesFailAlone() throws IOException {
    Files.write(sounds.resolve("broken\n.wav"), new byte[0]);
    Path summary = folder.resolve("summary.json");

    int status = run("--mode", "threads", "--summary", summary.toString(), dir(), "missing.wav");

    assertThat(status).isEqualTo(1);
    assertThat(out()).hasSize(5);
    assertThat(err())
        .contains("missing.wav: no such file or folder")
        .anyMatch(line -> line.endsWith("broken\\n.wav: the file is empty (0 bytes)"))
        .last()
        .asString()
        .startsWith("2 of 7 files failed; summary: " + summary + "; log: ");
    JsonNode json = JsonMapper.shared().readTree(summary);
    assertThat(json.propertyNames())
        .containsExactly(
            "items",
            "ok",
            "failed",
            "wall_s",
            "task_s",
            "workers",
            "mode",
            "order",
            "chunk_size",
            "bytes_out",
            "bytes_in",
            "frames_out",
            "frames_in",
            "failures");
    assertThat(json.get("items").asInt()).isEqualTo(7);
    assertThat(json.get("failed").asInt()).isEqualTo(2);
    assertThat(json.get("wall_s").isNumber()).isTrue();
    assertThat(json.get("mode").asString()).isEqualTo("threads");
    assertThat(json.get("chunk_size").asString()).isEqualTo("auto");
    assertThat(json.get("failures").get(1).get("file").asString()).isEqualTo("missing.wav");
    assertThat(json.get("failures").get(1).get("error").asString()).startsWith("no such file");
  }

  @ParameterizedTest
  @ValueSource(strings = {"soon", "now"})
  void aFailureCanStopTheRest(String how) throws IOException {
    Files.write(sounds.resolve("0.wav"), new byte[0]);

    assertThat(run("--mode", "sequential", "--on-error", how, dir())).isEqualTo(5);

    assertThat(out()).isEmpty();
    assertThat(err())
        .last()
        .asString()
        .startsWith("stopped because files failed: 0 of 6 files done, 1 failed, 5 left; ");
  }

  @Test
  void aLimitOfFailuresIsALimit() throws IOException {
    Files.write(sounds.resolve("0.wav"), new byte[0]);
    Files.write(sounds.resolve("1.wav"), new byte[0]);

    assertThat(run("--mode", "sequential", "--max-failures", "2", dir())).isEqualTo(1);
    assertThat(run("--mode", "sequential", "--max-failures", "50%", dir())).isEqualTo(1);
    assertThat(run("--mode", "sequential", "--max-failures", "1", dir())).isEqualTo(5);
    assertThat(run("--mode", "sequential", "--max-failures", "10%", dir())).isEqualTo(5);
  }

  @Test
  void soundsAreMadeOnceAndKept() throws IOException {
    Path made = folder.resolve("made");
    String[] arguments = {
      "--generate", "3", "--seconds", "0.1", "--dir", made.toString(), "--mode", "threads"
    };

    assertThat(run(arguments)).isZero();
    assertThat(err()).contains("making 3 sounds in " + made);
    assertThat(contents(made).keySet())
        .containsExactlyInAnyOrder(
            "sine-00.wav",
            "sine-01.wav",
            "sine-02.wav",
            "sine-00-transformed.wav",
            "sine-01-transformed.wav",
            "sine-02-transformed.wav");
    Files.delete(made.resolve("sine-01.wav"));
    err.reset();

    assertThat(run(arguments)).isZero();
    assertThat(err()).contains("making 1 sounds in " + made);
    err.reset();
    assertThat(run(arguments)).isZero();
    assertThat(err()).noneMatch(line -> line.startsWith("making"));
  }

  @Test
  void aFolderWithoutSoundsIsDoneAtOnce() throws IOException {
    Path empty = Files.createDirectory(folder.resolve("empty"));

    assertThat(run(empty.toString())).isZero();
    assertThat(err()).first().isEqualTo("no .wav files found");
    assertThat(err()).last().asString().startsWith("done: 0 files; ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--workers 0 | --workers: 0 (expected: 1 or more)",
        "--workers x | Invalid value for option '--workers'",
        "--chunk-size 0 | 0 (expected: 1 or more, or auto)",
        "--worker-heap 5x | 5x (expected: a size such as 512m or 1g)",
        "--retries -1 | --retries: -1 (expected: 0 or more)",
        "--task-timeout 0s | 0s (expected: a time above 0 such as 500ms, 30s, 5m or 2h)",
        "--task-timeout soon | soon (expected: a time above 0 such as 500ms, 30s, 5m or 2h)",
        "--task-timeout 5s --mode threads | a thread that is late cannot be stopped",
        "--max-failures 101% | 101% (expected: a count such as 3, or a share such as 10%)",
        "--order sideways | expected one of [MAP, IMAP, UNORDERED]",
        "--noise -1 | --noise: -1.0 (expected: 0 to 1000)",
        "--generate 0 | --generate: 0 (expected: 1 to 1000000)",
        "--seconds 1e9 | --seconds: 1.0E9 (expected: 0 s or more, in a file below 4 GiB)",
        "--seconds 1e15 | --seconds: 1.0E15 (expected: 0 s or more, in a file below 4 GiB)",
        "--frequency 30000 | --frequency: 30000.0 (expected: 0 Hz to half of --rate)",
        "--generate 2 a.wav | files or folders were given too",
        "--summary /nowhere/at/all | (expected: a file in a folder that is there)",
        "--wokers 3 | did you mean",
        "a.wav ./a.wav | would be written twice",
      })
  void mistakesAreOneLineWithAHint(String arguments, String message) {
    assertThat(run(arguments.strip().split(" "))).isEqualTo(2);

    assertThat(out()).isEmpty();
    assertThat(err()).hasSize(1);
    assertThat(err().get(0)).startsWith("run-coordinator.sh: ").contains(message);
    assertThat(err().get(0)).containsAnyOf("; see run-coordinator.sh etl --help", "did you mean");
  }

  @Test
  void helpAndVersionGoToStandardOutput() {
    assertThat(run("--help")).isZero();
    assertThat(String.join("\n", out()))
        .contains("Commands:", "--workers", "Exit codes:", "  130 ");
    out.reset();
    assertThat(run("etl", "--help")).isZero();
    assertThat(String.join("\n", out())).contains("--noise", "(default: 0.1)", "Examples:");
    out.reset();
    assertThat(run("--workers", "2", "--version")).isZero();
    assertThat(out()).singleElement().asString().startsWith("processpool ");
    assertThat(err()).isEmpty();
  }

  @Test
  void withJsonLogsStandardErrorIsNothingButJson() throws IOException {
    Files.write(sounds.resolve("broken.wav"), new byte[0]);

    assertThat(run("--mode", "threads", "--log-format", "json", dir())).isEqualTo(1);

    List<JsonNode> events = err().stream().map(JsonMapper.shared()::readTree).toList();
    assertThat(events).anyMatch(event -> event.has("file") && event.has("error"));
    JsonNode figures = events.get(events.size() - 2);
    assertThat(figures.get("items").isNumber()).isTrue();
    assertThat(figures.get("items").asInt()).isEqualTo(6);
    assertThat(events.get(events.size() - 1).get("message").asString())
        .startsWith("1 of 6 files failed; ");
  }

  private String dir() {
    return sounds.toString();
  }

  private int run(String... arguments) {
    Console console = new Console(out, new PrintStream(err, true, StandardCharsets.UTF_8), e -> {});
    return Main.run(new Terminal(console, Map.of(), Map.of()), new StopRequest(), arguments);
  }

  private List<String> out() {
    return new ArrayList<>(out.toString(StandardCharsets.UTF_8).lines().toList());
  }

  private List<String> err() {
    return new ArrayList<>(err.toString(StandardCharsets.UTF_8).lines().toList());
  }

  /** Names and bytes, as text so that a difference is shown. */
  private static Map<String, String> contents(Path folder) throws IOException {
    Map<String, String> contents = new HashMap<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        contents.put(
            file.getFileName().toString(),
            new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
      }
    }
    return contents;
  }
}
