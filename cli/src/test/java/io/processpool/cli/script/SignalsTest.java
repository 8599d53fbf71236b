package io.processpool.cli.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Ends from outside. */
@Tag("process")
@Tag("once")
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SignalsTest {

  private static final int FILES = 6;

  /** How long workers may outlive what ends the program. */
  private static final long GONE_MILLIS = 2_000;

  @TempDir Path folder;

  private Installation installation;
  private Path sounds;
  private Path outputs;
  private Path summary;

  @BeforeEach
  void install() throws IOException {
    installation = Installation.in(folder.resolve("installed"), SlowWork.source());
    sounds = Files.createDirectory(folder.resolve("sounds"));
    outputs = folder.resolve("outputs");
    summary = folder.resolve("summary.json");
    for (int i = 0; i < FILES; i++) {
      Files.createFile(sounds.resolve("s" + i + ".wav"));
    }
  }

  private List<String> command(String... more) {
    List<String> command = new ArrayList<>(List.of(installation.script().toString(), "etl"));
    command.addAll(List.of("--workers", "2", "--out", outputs.toString()));
    command.addAll(List.of("--summary", summary.toString()));
    command.addAll(List.of(more));
    command.add(sounds.toString());
    return command;
  }

  private SlowWork work(boolean stubborn) throws IOException {
    return SlowWork.in(folder.resolve("gate"), stubborn);
  }

  private static void assertNoNoise(Started program) {
    assertThat(program.err())
        .as("no word of crashes in an orderly end")
        .noneMatch(line -> line.matches(".*(WARN|ERROR|Exception|LEAK|crash|ended with exit).*"));
  }

  private void assertSummary(int ok) {
    JsonNode json = JsonMapper.shared().readTree(summary);
    assertThat(json.get("items").asInt()).isEqualTo(FILES);
    assertThat(json.get("ok").asInt()).isEqualTo(ok);
    assertThat(json.get("failed").asInt()).isZero();
  }

  @Test
  @DisplayName(
      "163: the first Ctrl-C lets running files end, begins no others and says what is left")
  void shouldFinishWhatRunsOnCtrlC() throws Exception {
    SlowWork work = work(false);
    try (Started program = Started.in(folder, work.environment(), command())) {
      work.awaitBegun(0);
      work.awaitBegun(1);
      program.signalGroup("INT");
      program.awaitErr("interrupted by INT: files that have begun are finished");
      work.open(0);
      work.open(1);

      assertThat(program.exit()).isEqualTo(130);
      program.awaitAllGone();
      assertThat(work.begun()).containsExactly("began-0", "began-1");
      assertThat(program.out()).hasSize(2);
      assertThat(program.err())
          .last()
          .asString()
          .startsWith("interrupted by INT: 2 of 6 files done, 4 left; summary: " + summary);
      assertNoNoise(program);
      assertThat(Installation.names(outputs))
          .containsExactly("s0-transformed.wav", "s1-transformed.wav");
      assertSummary(2);
    }
  }

  @Test
  @DisplayName("163: Ctrl-C while the workers start, which do not ignore it yet")
  void shouldEndQuietlyOnCtrlCWhileWorkersStart() throws Exception {
    SlowWork work = work(false);
    for (int i = 0; i < FILES; i++) {
      work.open(i);
    }
    try (Started program = Started.in(folder, work.environment(), command())) {
      program.awaitWorker();
      program.signalGroup("INT");

      assertThat(program.exit()).isEqualTo(130);
      program.awaitAllGone();
      assertThat(program.err()).last().asString().startsWith("interrupted by INT: ");
      assertNoNoise(program);
      assertThat(Installation.names(outputs)).noneMatch(name -> name.startsWith("."));
    }
  }

  @Test
  @DisplayName("164: the second Ctrl-C kills at once")
  void shouldKillOnTheSecondCtrlC() throws Exception {
    SlowWork work = work(true);
    try (Started program = Started.in(folder, work.environment(), command())) {
      work.awaitBegun(0);
      work.awaitBegun(1);
      program.signalGroup("INT");
      program.awaitErr("interrupted by INT: files that have begun are finished");
      program.signalGroup("INT");
      long millis = program.awaitWorkersGone();

      assertThat(program.exit()).isEqualTo(130);
      System.out.println("after the second INT workers were gone in " + millis + " ms");
      assertThat(millis).isLessThan(GONE_MILLIS);
      program.awaitAllGone();
      assertThat(program.out()).isEmpty();
      assertThat(program.err())
          .last()
          .asString()
          .startsWith("interrupted by INT: 0 of 6 files done, 6 left; ");
      assertNoNoise(program);
      assertThat(Installation.names(outputs)).isEmpty();
      assertSummary(0);
    }
  }

  @ParameterizedTest(name = "{0} to the {1}, stubborn work: {2}")
  @CsvSource({
    "TERM, script, false, 143",
    "TERM, script, true, 143",
    "TERM, group, false, 143",
    "HUP, script, true, 129",
    "HUP, group, false, 129"
  })
  @DisplayName("165: TERM and HUP end the workers")
  void shouldEndTheWorkersWhenTerminated(
      String signal, String whom, boolean stubborn, int expectedExit) throws Exception {
    SlowWork work = work(stubborn);
    try (Started program = Started.in(folder, work.environment(), command())) {
      work.awaitBegun(0);
      work.awaitBegun(1);
      if (whom.equals("group")) {
        program.signalGroup(signal);
      } else {
        program.signal(signal);
      }
      long millis = program.awaitWorkersGone();

      assertThat(program.exit()).isEqualTo(expectedExit);
      System.out.println("after " + signal + " workers were gone in " + millis + " ms");
      assertThat(millis).isLessThan(GONE_MILLIS);
      program.awaitAllGone();
      assertThat(program.err())
          .last()
          .asString()
          .startsWith("interrupted by " + signal + ": 0 of 6 files done, 6 left; ");
      assertNoNoise(program);
      assertThat(Installation.names(outputs)).isEmpty();
      assertSummary(0);
    }
  }

  @Test
  @DisplayName("T11, 162: killed, it leaves no worker and no file under a final name")
  void shouldLeaveNothingFinishedLookingWhenKilled() throws Exception {
    SlowWork work = work(true);
    try (Started program = Started.in(folder, work.environment(), command())) {
      work.awaitBegun(0);
      work.awaitBegun(1);
      program.signal("KILL");
      long millis = program.awaitWorkersGone();

      assertThat(program.exit()).isEqualTo(137);
      System.out.println("after KILL workers were gone in " + millis + " ms");
      assertThat(millis).isLessThan(GONE_MILLIS);
      program.awaitAllGone();
      assertThat(Installation.names(outputs)).allMatch(name -> name.startsWith("."));
      assertThat(summary).doesNotExist();
    }
  }

  @Test
  @DisplayName("a reader that leaves ends the program, and the pipeline with it")
  void shouldEndWhenNobodyReadsTheResults() throws Exception {
    SlowWork work = work(false);
    Path status = folder.resolve("status");
    String pipeline =
        "\"$@\" | (head -n 1; touch '"
            + folder
            + "/left'); echo ${PIPESTATUS[0]} >'"
            + status
            + "'";
    List<String> shell = new ArrayList<>(List.of("bash", "-c", pipeline, "pipeline"));
    shell.addAll(command());
    try (Started program = Started.in(folder, work.environment(), shell)) {
      work.awaitBegun(0);
      work.awaitBegun(1);
      work.open(0);
      await().atMost(Duration.ofSeconds(60)).until(() -> Files.exists(folder.resolve("left")));
      work.awaitBegun(2);
      work.open(1);
      long millis = program.awaitWorkersGone();

      assertThat(program.exit()).isZero();
      assertThat(Files.readString(status)).isEqualTo("141\n");
      System.out.println("after the reader had left workers were gone in " + millis + " ms");
      assertThat(millis).isLessThan(GONE_MILLIS);
      program.awaitAllGone();
      assertThat(program.out()).hasSize(1);
      assertThat(program.err())
          .last()
          .asString()
          .startsWith("standard output was closed: 2 of 6 files done, 4 left; ");
      assertNoNoise(program);
      assertThat(Installation.names(outputs)).noneMatch(name -> name.startsWith("."));
      assertSummary(2);
    }
  }

  @Test
  void shouldFailWhenStandardOutputIsFull() throws Exception {
    SlowWork work = work(false);
    List<String> shell = new ArrayList<>(List.of("bash", "-c", "exec \"$@\" >/dev/full", "full"));
    shell.addAll(command("--mode", "threads"));
    for (int i = 0; i < FILES; i++) {
      work.open(i);
    }
    try (Started program = Started.in(folder, work.environment(), shell)) {
      assertThat(program.exit()).isEqualTo(70);
      assertThat(program.err())
          .anyMatch(line -> line.contains("standard output cannot be written: No space left"));
      assertThat(program.err()).last().asString().startsWith("failed: ");
    }
  }
}
