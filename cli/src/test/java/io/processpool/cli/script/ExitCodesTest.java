package io.processpool.cli.script;

import static org.assertj.core.api.Assertions.assertThat;

import io.processpool.cli.wav.WavBytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the program leaves behind; those of signals are in {@link SignalsTest}. */
@Tag("process")
@Tag("once")
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ExitCodesTest {

  private static final String UNSENDABLE =
      """
      package io.processpool.cli.etl;

      final class Transform implements FileWork {
        final Thread live = Thread.currentThread();

        Transform(String run, long seed, double noise) {}

        @Override
        public String run() {
          return "";
        }

        @Override
        public long work(FilePair pair) {
          return 1;
        }
      }
      """;

  @TempDir Path folder;

  private Path sounds;

  @BeforeEach
  void makeSounds() throws IOException {
    sounds = Files.createDirectory(folder.resolve("sounds"));
    for (int i = 0; i < 3; i++) {
      Files.write(sounds.resolve("s" + i + ".wav"), WavBytes.pcm16(new int[100]));
    }
  }

  /** Runs the script; all of its session must be gone when it is. */
  private Started run(int expected, String doctored, String... arguments) throws Exception {
    Installation installation = Installation.in(folder.resolve("installed"), doctored);
    List<String> command = new ArrayList<>(List.of(installation.script().toString()));
    command.addAll(List.of(arguments));
    try (Started program = Started.in(folder, Map.of(), command)) {
      assertThat(program.exit()).as("%s", program.err()).isEqualTo(expected);
      program.awaitAllGone();
      return program;
    }
  }

  @Test
  void shouldEndWith0WhenAllIsDone() throws Exception {
    Started program = run(0, "", "--workers", "2", sounds.toString());

    assertThat(program.out()).hasSize(3);
    assertThat(program.err()).last().asString().startsWith("done: 3 files; log: ").endsWith(".txt");
    assertThat(program.err()).noneMatch(line -> line.matches(".*(WARN|ERROR|Exception).*"));
  }

  @Test
  void shouldEndWith1WhenSomeFailed() throws Exception {
    Files.createFile(sounds.resolve("empty.wav"));

    Started program = run(1, "", "--workers", "2", sounds.toString());

    assertThat(program.out()).hasSize(3);
    assertThat(program.err()).last().asString().startsWith("1 of 4 files failed; log: ");
  }

  @Test
  void shouldEndWith1WhenAnItemIsLate() throws Exception {
    SlowWork work = SlowWork.in(folder.resolve("gate"), true);
    Installation installation = Installation.in(folder.resolve("installed"), SlowWork.source());
    work.open(0);
    work.open(2);
    List<String> command =
        List.of(
            installation.script().toString(),
            "--workers=1",
            "--task-timeout=5s",
            sounds.toString());
    try (Started program = Started.in(folder, work.environment(), command)) {
      assertThat(program.exit()).as("%s", program.err()).isEqualTo(1);
      program.awaitAllGone();
      assertThat(program.out()).hasSize(2);
      assertThat(program.err())
          .anyMatch(line -> line.contains("s1.wav: ") && line.contains("ran longer than PT5S"))
          .noneMatch(line -> line.startsWith("\tat "));
      assertThat(program.err()).last().asString().startsWith("1 of 3 files failed; log: ");
      assertThat(Installation.names(sounds)).noneMatch(name -> name.startsWith("."));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"--wokers=2", "--task-timeout=never", "--worker-heap=1k"})
  void shouldEndWith2WhenTheCommandLineIsWrong(String option) throws Exception {
    Started program = run(2, "", option, sounds.toString());

    assertThat(program.out()).isEmpty();
    assertThat(program.err())
        .singleElement()
        .asString()
        .startsWith("run-coordinator.sh: ")
        .containsAnyOf("; see run-coordinator.sh etl --help", "; did you mean ");
  }

  @Test
  void shouldEndWith3WhenWorkersCannotStart() throws Exception {
    Started program = run(3, "", "--worker-heap=1000000g", sounds.toString());

    assertThat(program.err())
        .last()
        .asString()
        .startsWith("pool broken: 0 of 3 files done, 3 left; ")
        .contains("object heap");
    assertThat(program.err()).noneMatch(line -> line.startsWith("\tat "));
  }

  @Test
  void shouldEndWith4WhenTheFunctionCannotBeSent() throws Exception {
    Started program = run(4, UNSENDABLE, sounds.toString());

    assertThat(program.err())
        .last()
        .asString()
        .startsWith("failed: 0 of 3 files done, 3 left; ")
        .contains("function cannot be sent", "field live (java.lang.Thread)");
    assertThat(program.err()).noneMatch(line -> line.startsWith("\tat "));
  }

  @ParameterizedTest
  @ValueSource(strings = {"--on-error=soon", "--on-error=now", "--max-failures=0"})
  void shouldEndWith5WhenALimitOfTheUserIsPassed(String option) throws Exception {
    Files.createFile(sounds.resolve("0-is-empty.wav"));

    Started program = run(5, "", "--workers=1", option, sounds.toString());

    assertThat(program.err())
        .last()
        .asString()
        // the next one may have begun before the failure was known
        .matches(
            "stopped because files failed: [01] of 4 files done, 1 failed, [23] left; log: .*");
    assertThat(program.err()).noneMatch(line -> line.matches(".*(WARN|ERROR|Exception).*"));
  }

  @Test
  void shouldEndWith70WhenTheSummaryCannotBeWritten() throws Exception {
    Started program = run(70, "", "--mode=threads", "--summary=/dev/full", sounds.toString());

    assertThat(program.err())
        .last()
        .asString()
        .contains("the summary cannot be written: ", "No space left on device");
  }

  @Test
  void shouldTellOfALostSummaryWhateverElseFailed() throws Exception {
    Files.createFile(sounds.resolve("empty.wav"));

    Started program = run(1, "", "--mode=threads", "--summary=/dev/full", sounds.toString());

    assertThat(program.err()).anyMatch(line -> line.contains("the summary cannot be written: "));
    assertThat(program.err()).last().asString().startsWith("1 of 4 files failed; log: ");
  }

  @Test
  void shouldShowStacksOnRequestOnly() throws Exception {
    Started program = run(3, "", "-v", "--worker-heap=1000000g", sounds.toString());

    assertThat(program.err()).anyMatch(line -> line.startsWith("\tat io.processpool."));
    assertThat(program.err()).last().asString().startsWith("pool broken: ");
  }
}
