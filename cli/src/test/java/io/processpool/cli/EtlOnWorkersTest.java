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
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The command in real worker processes. */
@Tag("process")
class EtlOnWorkersTest {

  private static final int FILES = 24;

  @TempDir Path folder;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private Path sounds;

  @BeforeEach
  void makeSounds() throws IOException {
    sounds = Files.createDirectory(folder.resolve("sounds"));
    for (int i = 0; i < FILES; i++) {
      Files.write(sounds.resolve("s" + i + ".wav"), WavBytes.pcm16(new int[100 * (FILES - i)]));
    }
  }

  @ParameterizedTest(name = "{0} workers, chunks of {1}, {2}")
  @CsvSource({"1, 1, map", "2, 5, imap", "4, auto, unordered", "2, auto, map", "4, 1, imap"})
  void outputsDependOnTheSeedAlone(String workers, String chunkSize, String order)
      throws IOException {
    Path summary = folder.resolve("summary.json");
    run(0, "--mode", "sequential", "--out", folder.resolve("expected").toString());

    run(
        0,
        "--workers",
        workers,
        "--chunk-size",
        chunkSize,
        "--order",
        order,
        "--summary",
        summary.toString(),
        "--out",
        folder.resolve("actual").toString());

    assertThat(contents(folder.resolve("actual")))
        .hasSize(FILES)
        .isEqualTo(contents(folder.resolve("expected")));
    JsonNode json = JsonMapper.shared().readTree(summary);
    assertThat(json.get("workers").asInt()).isEqualTo(Integer.parseInt(workers));
    long bytes = json.get("bytes_out").asLong() + json.get("bytes_in").asLong();
    assertThat(bytes).as("names travel, samples do not").isBetween(1L, 64L * 1024 - 1);
  }

  @ParameterizedTest
  @CsvSource({"map", "imap", "unordered"})
  void brokenFilesFailAlone(String order) throws IOException {
    byte[] good = Files.readAllBytes(sounds.resolve("s0.wav"));
    Files.write(sounds.resolve("cut.wav"), Arrays.copyOf(good, good.length - 1));
    Files.write(sounds.resolve("empty.wav"), new byte[0]);

    run(1, "--workers", "2", "--order", order);

    assertThat(out()).hasSize(FILES);
    assertThat(err())
        .anyMatch(line -> line.contains("cut.wav: data chunk says 4800 bytes but only 4799 remain"))
        .anyMatch(line -> line.contains("empty.wav: the file is empty (0 bytes)"))
        .last()
        .asString()
        .startsWith("2 of 26 files failed; log: ");
    assertThat(contents(sounds).keySet()).noneMatch(name -> name.endsWith(".tmp"));
  }

  @Test
  void orderedResultsComeInTheOrderOfTheInput() throws IOException {
    run(0, "--workers", "2", "--order", "imap");

    List<String> names =
        out().stream().map(line -> line.replaceAll(".*/|-transformed.*", "")).toList();
    assertThat(names).isSorted();
  }

  @Test
  void countersAreFieldsInJsonLogs() throws IOException {
    run(0, "--workers", "2", "--log-format", "json");

    List<JsonNode> counters =
        err().stream()
            .map(JsonMapper.shared()::readTree)
            .filter(event -> event.path("logger_name").asString("").equals("io.processpool.ipc"))
            .toList();
    assertThat(counters).isNotEmpty();
    Set<Boolean> numeric =
        counters.stream().map(e -> e.get("bytes_out").isNumber()).collect(Collectors.toSet());
    assertThat(numeric).containsExactly(true);
  }

  private void run(int expectedStatus, String... options) {
    out.reset();
    err.reset();
    Console console = new Console(out, new PrintStream(err, true, StandardCharsets.UTF_8), e -> {});
    String[] arguments =
        Stream.concat(Stream.of("etl", sounds.toString(), "--seed", "7"), Arrays.stream(options))
            .toArray(String[]::new);
    int status = Main.run(new Terminal(console, Map.of(), Map.of()), new StopRequest(), arguments);
    assertThat(status).as(() -> String.join("\n", err())).isEqualTo(expectedStatus);
  }

  private List<String> out() {
    return out.toString(StandardCharsets.UTF_8).lines().toList();
  }

  private List<String> err() {
    return err.toString(StandardCharsets.UTF_8).lines().toList();
  }

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
