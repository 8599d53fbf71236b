package io.processpool.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

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
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The pages of real runs, in a real browser. */
@Tag("process")
@Tag("once")
class ReportInBrowserTest {

  private static final int WIDE = 1280;
  private static final int NARROW = 400;
  private static final String OF_CHARTS = "[...document.querySelectorAll('canvas')].map(c => ";

  private static Browser browser;

  @TempDir Path folder;

  @BeforeAll
  static void open() {
    browser = Browser.open();
  }

  @AfterAll
  static void close() {
    if (browser != null) {
      browser.close();
    }
  }

  @Test
  void shouldShowFilesWhateverTheirNames() throws IOException {
    Path odd = Files.createDirectory(folder.resolve("a<"));
    Files.createDirectory(folder.resolve("out"));
    String evil = "script><img src=x onerror=alert(1)>.wav";
    Files.write(odd.resolve(evil), new byte[0]);
    for (int i = 0; i < 8; i++) {
      Files.write(odd.resolve("s" + i + ".wav"), WavBytes.pcm16(new int[20_000]));
    }

    JsonNode summary = run(1, "etl", odd.toString(), "--out", folder.resolve("out").toString());
    inspect("light", WIDE);

    assertThat(text("document.querySelector('h1').textContent")).isEqualTo("etl");
    assertThat(text("document.body.innerText"))
        .contains("a</" + evil, "the file is empty (0 bytes)", "1 of 9 files failed");
    assertThat(browser.ask("document.images.length").asInt()).isZero();
    assertThat(data("timeline-0-etl").get("labels")).as("workers that were ready").isNotEmpty();
    double items = 0;
    JsonNode rate = data("throughput-0-etl").at("/datasets/0/data");
    for (int i = 1; i < rate.size(); i++) {
      double seconds = rate.get(i).get("x").asDouble() - rate.get(i - 1).get("x").asDouble();
      items += rate.get(i - 1).get("y").asDouble() * seconds;
    }
    assertThat(items).isCloseTo(summary.get("items").asDouble(), within(0.01));
    long sent = 0;
    for (JsonNode bytes : data("wire-0-etl").at("/datasets/0/data")) {
      sent += bytes.asLong();
    }
    assertThat(sent).as("jobs without handshakes").isBetween(1L, summary.get("bytes_out").asLong());
  }

  @Test
  void shouldDrawTheCurvesOfThePitfalls() {
    JsonNode summary = run(0, "pitfalls", "1", "3", "5", "--numbers", "500", "--array-kib", "16");
    inspect("dark", NARROW);

    List<JsonNode> points = new ArrayList<>();
    for (JsonNode row : rows(summary, 0)) {
      if (row.has("speedup")) {
        points.add(row);
      }
    }
    assertSame(data("pitfall-1").at("/datasets/0/data"), points, "/item_us", "/speedup");
    List<JsonNode> map = new ArrayList<>();
    for (JsonNode row : rows(summary, 2)) {
      if (row.get("variant").asString().startsWith("map, chunks")) {
        map.add(row);
      }
    }
    assertSame(data("pitfall-5").at("/datasets/0/data"), map, "/chunk_size", "/seconds/median");
    assertThat(data("pitfall-3").at("/datasets/0/data")).hasSize(4);
    assertThat(text("document.body.innerText")).contains("Pitfall 1: the overhead exceeds");
  }

  @Test
  void shouldDrawTheSpeedUpOverWorkers() {
    JsonNode summary = run(0, "compare", "--milliseconds", "32");
    inspect("light", NARROW);

    for (int i = 0; i < 3; i++) {
      List<JsonNode> processes = new ArrayList<>();
      for (JsonNode row : rows(summary, i)) {
        if (row.get("variant").asString().matches("\\d process(es)?")) {
          processes.add(row);
        }
      }
      String name = summary.at("/demonstrations/" + i + "/name").asString();
      assertSame(data(name).at("/datasets/0/data"), processes, "/workers", "/speedup");
    }
  }

  /** Runs a command and returns its summary. */
  private JsonNode run(int status, String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Console console = new Console(out, new PrintStream(err, true, StandardCharsets.UTF_8), e -> {});
    Path summary = folder.resolve("summary.json");
    Stream<String> common =
        Stream.of("-w", "2", "--report", page().toString(), "--summary", summary.toString());
    String[] all =
        Stream.of(
                Arrays.stream(arguments),
                common,
                arguments[0].equals("etl") ? Stream.<String>empty() : Stream.of("-r", "1"))
            .flatMap(part -> part)
            .toArray(String[]::new);
    int ended = Main.run(new Terminal(console, Map.of(), Map.of()), new StopRequest(), all);
    assertThat(ended).as(() -> out + "\n" + err).isEqualTo(status);
    return JsonMapper.shared().readTree(summary);
  }

  private Path page() {
    return folder.resolve("report.html");
  }

  /** What holds of every page, in the other colours and on paper, too. */
  private void inspect(String scheme, int width) {
    browser.show(page(), scheme.equals("dark") ? "light" : "dark", WIDE);
    String other = text("Chart.defaults.color");
    assertThat(browser.print()).as("bytes on paper").isGreaterThan(10_000);
    browser.show(page(), scheme, width);
    assertThat(text("Chart.defaults.color")).as("charts heed " + scheme).isNotEqualTo(other);
    assertThat(browser.ask("document.documentElement.scrollWidth").asInt())
        .as("nothing sticks out of the page")
        .isLessThanOrEqualTo(width);
    JsonNode painted =
        browser.ask(
            OF_CHARTS
                + "c.getContext('2d').getImageData(0, 0, c.width, c.height).data"
                + ".reduce((n, x, i) => n + (i % 4 === 3 && x > 0 ? 1 : 0), 0))");
    assertThat(painted).isNotEmpty().allMatch(pixels -> pixels.asInt() > 1_000);
    assertThat(browser.ask(OF_CHARTS + "c.getAttribute('role') + c.getAttribute('aria-label'))"))
        .allMatch(words -> words.asString().matches("img.{20,}"));
    assertThat(
            browser.ask(
                OF_CHARTS + "c.closest('section').querySelectorAll('caption, th[scope]').length)"))
        .as("a table with each chart")
        .allMatch(cells -> cells.asInt() > 2);
    assertThat(browser.console()).isEmpty();
    assertThat(browser.ask("performance.getEntriesByType('resource').length").asInt()).isZero();
    assertThat(browser.requests()).isNotEmpty().allMatch(url -> url.equals(page().toUri() + ""));
  }

  private static String text(String expression) {
    return browser.ask(expression).asString();
  }

  private static JsonNode data(String chart) {
    return browser.ask("Chart.getChart(document.getElementById('chart-" + chart + "')).data");
  }

  private static JsonNode rows(JsonNode summary, int demonstration) {
    return summary.at("/demonstrations/" + demonstration + "/rows");
  }

  private static void assertSame(JsonNode points, List<JsonNode> rows, String x, String y) {
    assertThat(points).hasSameSizeAs(rows).isNotEmpty();
    for (int i = 0; i < rows.size(); i++) {
      assertThat(points.get(i).get("x").asDouble()).isEqualTo(rows.get(i).at(x).asDouble());
      assertThat(points.get(i).get("y").asDouble()).isEqualTo(rows.get(i).at(y).asDouble());
    }
  }
}
