package io.processpool.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.processpool.cli.progress.Console;
import io.processpool.cli.progress.Terminal;
import io.processpool.cli.stop.StopRequest;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The lesson in real worker processes: what of its figures holds on every machine. */
@Tag("process")
@Tag("once")
class LessonOnWorkersTest {

  private static final int WORKERS = 2;

  /** Of the first 2,000 Fibonacci numbers, from an implementation in another language. */
  private static final String CHECKSUM_2_000 = "ff3761f7a70b655d";

  private static final String CHECKSUM_10_000 = "9fd0cce0084969e9";

  @TempDir Path folder;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void shouldSurviveEveryBlow() {
    JsonNode shown = only(run("isolation"));

    List<JsonNode> rows = rows(shown);
    assertThat(rows)
        .extracting(row -> row.get("variant").asString())
        .startsWith("pids", "static counter")
        .contains("System.exit(7)", "OutOfMemoryError", "native crash", "endless loop");
    for (JsonNode row : rows.subList(2, 6)) {
      assertThat(row.get("result").asString()).isEqualTo("all others right, pool right afterwards");
      assertThat(row.get("failed").asInt()).isEqualTo(1);
      assertThat(row.get("replaced").asInt()).isEqualTo(1);
      Set<Long> stayed = pids(row, "pids_before");
      assertThat(stayed).hasSize(WORKERS);
      stayed.retainAll(pids(row, "pids_after"));
      assertThat(stayed).as("all but the one that was struck").hasSize(WORKERS - 1);
    }
    assertThat(messages(rows.subList(2, 6)))
        .satisfiesExactly(
            exit -> assertThat(exit).contains("item 7", "exit code 7"),
            memory -> assertThat(memory).contains("item 7", "exit code 3: out of memory"),
            crash -> assertThat(crash).contains("item 7", "exit code 134", "hs_err_"),
            loop -> assertThat(loop).contains("item 7", "ran longer than"));
    assertThat(shown.get("conclusion").asString()).startsWith("The pool survived 4 of 4 blows");
    assertRecycled(rows.get(6));
  }

  private static void assertRecycled(JsonNode leak) {
    assertThat(leak.get("variant").asString()).isEqualTo("a leak, recycled");
    assertThat(leak.get("result").asString()).isEqualTo("all right, pool right afterwards");
    long all = leak.get("leaked_bytes").asLong();
    assertThat(all).as("more than the heaps of both would hold").isGreaterThan(2 * (64L << 20));
    assertThat(leak.get("most_in_one_bytes").asLong()).isBetween(1L, all / 4);
    assertThat(pids(leak, "pids_after")).as("processes that took turns").hasSizeGreaterThan(4);
  }

  @Test
  void shouldCompareAllWaysAtSeveralCounts() {
    JsonNode shown = run("compare", "--milliseconds", "32");

    assertThat(shown)
        .extracting(demonstration -> demonstration.get("name").asString())
        .containsExactly("compare-cpu", "compare-io", "compare-lock");
    boolean virtual = Runtime.version().feature() >= 21;
    for (JsonNode demonstration : shown) {
      List<JsonNode> rows = rows(demonstration);
      assertThat(rows)
          .extracting(row -> row.get("variant").asString())
          .contains("one after the other", "1 thread", "2 threads", "1 process", "2 processes")
          .hasSize(virtual ? 6 : 5);
      assertThat(results(rows)).as("all compute the same").hasSize(1);
    }
  }

  @Test
  void shouldFindThePoolAndTheLoopInAgreement() {
    JsonNode shown = only(run("pitfalls", "1", "--numbers", "10000"));

    assertThat(shown.get("conclusion").asString()).startsWith("Times ten over 10,000 numbers took");
    List<JsonNode> rows = rows(shown);
    assertThat(rows).hasSize(13);
    for (int i = 1; i < rows.size(); i += 2) {
      assertThat(rows.get(i).get("result")).isEqualTo(rows.get(i + 1).get("result"));
    }
    // Whether a job was slow enough for advice is a matter of times; what is found is shown.
    boolean advised = rows.stream().anyMatch(row -> !row.get("advice").isEmpty());
    assertThat(out.toString(StandardCharsets.UTF_8).contains("\nadvice for ")).isEqualTo(advised);
  }

  @Test
  void shouldRefuseFourThingsAndRunTheMendedOnes() {
    List<JsonNode> rows = rows(only(run("pitfalls", "2")));

    assertThat(rows).hasSize(8);
    List<JsonNode> refused = rows.stream().filter(row -> row.has("path")).toList();
    assertThat(refused).hasSize(4);
    assertThat(refused).allMatch(row -> row.get("result").asString().equals("refused"));
    assertThat(refused).noneMatch(row -> row.get("path").asString().isBlank());
    assertThat(refused.subList(0, 3))
        .as("functions cost no byte")
        .allMatch(row -> row.get("bytes_out").asLong() == 0);
    assertThat(rows).filteredOn(row -> row.get("result").asString().equals("right")).hasSize(4);
  }

  @Test
  void shouldSendNamesInsteadOfDataAndShareOncePerWorker() {
    List<JsonNode> rows = rows(only(run("pitfalls", "3", "--array-kib", "1024")));

    JsonNode byValue = rows.get(0);
    JsonNode byName = rows.get(1);
    assertThat(byValue.get("bytes_out").asLong())
        .isGreaterThanOrEqualTo(1000 * byName.get("bytes_out").asLong());
    assertThat(rows.get(2).get("variant").asString()).isEqualTo("shared");
    assertThat(rows.get(2).get("copies_made").asInt()).isBetween(1, WORKERS);
    assertThat(rows.get(3).get("copies_made").asInt()).as("mapped").isZero();
    assertThat(rows.subList(1, 4)).allMatch(row -> row.get("bytes_per_item").asDouble() < 1024);
    assertThat(results(rows)).hasSize(1);
  }

  @Test
  void shouldAgreeOnFibonacciNumbers() {
    List<JsonNode> rows = rows(only(run("pitfalls", "4", "--fibonacci", "2000")));

    assertThat(rows).hasSize(3);
    assertThat(results(rows)).containsExactly(CHECKSUM_2_000);
  }

  @Test
  @Tag("long")
  void shouldAgreeOnTenThousandFibonacciNumbers() {
    List<JsonNode> rows = rows(only(run("pitfalls", "4")));

    assertThat(rows).extracting(row -> row.get("items").asInt()).containsOnly(10_000);
    assertThat(results(rows)).containsExactly(CHECKSUM_10_000);
  }

  @Test
  void shouldSendFewerFramesInLargerChunks() {
    List<JsonNode> rows = rows(only(run("pitfalls", "5", "--chunk-items", "300")));

    assertThat(results(rows)).hasSize(1);
    for (String way : List.of("map", "imap")) {
      List<Long> frames =
          rows.stream()
              .filter(row -> row.get("variant").asString().startsWith(way + ", chunks"))
              .map(row -> row.get("frames_out").asLong())
              .toList();
      assertThat(frames).hasSize(6);
      for (int i = 1; i < frames.size(); i++) {
        assertThat(frames.get(i)).as("%s: %s", way, frames).isLessThan(frames.get(i - 1));
      }
      assertThat(rows).anyMatch(row -> row.get("variant").asString().equals(way + ", auto"));
    }
  }

  @Test
  void shouldShowTheChosenPitfallsAsTextToo() {
    run("pitfalls", "2-3", "--array-kib", "16");

    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("Pitfall 2: what cannot be sent", "Pitfall 3: too much data")
        .contains("variant", "median (min–max)", "bytes out", "frames in", "=> ")
        .doesNotContain("Pitfall 1", "Pitfall 4", "Pitfall 5");
    assertThat(err.toString(StandardCharsets.UTF_8).lines())
        .containsExactly("done: 2 demonstrations");
  }

  /** Runs a command and returns its demonstrations, having looked at what all have. */
  private JsonNode run(String... arguments) {
    out.reset();
    err.reset();
    Console console = new Console(out, new PrintStream(err, true, StandardCharsets.UTF_8), e -> {});
    Path summary = folder.resolve("figures.json");
    String[] all =
        Stream.concat(
                Arrays.stream(arguments),
                Stream.of("-r", "1", "-w", "" + WORKERS, "--summary", summary.toString()))
            .toArray(String[]::new);
    int status = Main.run(new Terminal(console, Map.of(), Map.of()), new StopRequest(), all);
    assertThat(status).as(() -> out + "\n" + err).isZero();
    JsonNode json = JsonMapper.shared().readTree(summary);
    assertThat(json.get("command").asString()).isEqualTo(arguments[0]);
    for (JsonNode demonstration : json.get("demonstrations")) {
      assertThat(demonstration.propertyNames()).containsExactly("name", "ok", "rows", "conclusion");
      rows(demonstration).forEach(LessonOnWorkersTest::assertComplete);
    }
    return json.get("demonstrations");
  }

  private static void assertComplete(JsonNode row) {
    assertThat(row.propertyNames())
        .contains(
            "variant",
            "seconds",
            "items",
            "bytes_out",
            "bytes_in",
            "frames_out",
            "frames_in",
            "result");
    assertThat(row.get("seconds").propertyNames()).containsExactly("median", "min", "max");
  }

  private static JsonNode only(JsonNode demonstrations) {
    assertThat(demonstrations).hasSize(1);
    return demonstrations.get(0);
  }

  private static List<JsonNode> rows(JsonNode demonstration) {
    List<JsonNode> rows = new ArrayList<>();
    demonstration.get("rows").forEach(rows::add);
    return rows;
  }

  private static Set<String> results(List<JsonNode> rows) {
    Set<String> results = new HashSet<>();
    rows.forEach(row -> results.add(row.get("result").asString()));
    return results;
  }

  private static List<String> messages(List<JsonNode> rows) {
    return rows.stream().map(row -> row.get("message").asString()).toList();
  }

  private static Set<Long> pids(JsonNode row, String name) {
    Set<Long> pids = new HashSet<>();
    row.get(name).forEach(pid -> pids.add(pid.asLong()));
    return pids;
  }
}
