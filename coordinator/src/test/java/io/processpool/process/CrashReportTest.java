package io.processpool.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.processpool.message.ExitCode;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CrashReportTest {

  private static final ExitMeaning.Known NOTHING = new ExitMeaning.Known(false, false);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          0   | told to go, or the task ended the process with exit 0
          1   | the JVM could not start, or the code in it ended the process with exit 1
          2   | an agent of the JVM could not start, such as a debugger whose port is taken, or the code in it ended the process with exit 2
          3   | out of memory, or the task ended the process with exit 3
          42  | task ended the process with exit 42
          80  | the coordinator is gone
          130 | ended by signal 2 (SIGINT)
          134 | ended by signal 6 (SIGABRT), as a JVM does when it crashes
          137 | killed by signal 9 (SIGKILL), often the kernel's out-of-memory killer; see dmesg
          139 | ended by signal 11 (SIGSEGV), a crash in native code
          143 | ended by signal 15 (SIGTERM)
          200 | task ended the process with exit 200
          255 | task ended the process with exit 255
          """)
  void shouldSayNoMoreThanTheStatusSays(int status, String meaning) {
    assertThat(ExitMeaning.of(status, NOTHING)).isEqualTo(meaning);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          0   | ended by the pool
          80  | the coordinator is gone
          134 | ended by signal 6 (SIGABRT), as a JVM does when it crashes
          137 | ended by the pool with signal 9 (SIGKILL)
          143 | ended by the pool with signal 15 (SIGTERM)
          """)
  void shouldNotPuzzleOverAnEndThatThePoolMade(int status, String meaning) {
    assertThat(ExitMeaning.of(status, new ExitMeaning.Known(true, false))).isEqualTo(meaning);
  }

  @ParameterizedTest
  @EnumSource(
      value = ExitCode.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {"OK", "OUT_OF_MEMORY"})
  void shouldUseTheWordsThatWorkersUse(ExitCode code) {
    assertThat(ExitMeaning.of(code.number(), NOTHING)).isEqualTo(code.meaning());
  }

  @Test
  void shouldBlameTheContainerOnlyForAKillThatWasNotThePools() {
    assertThat(ExitMeaning.of(137, new ExitMeaning.Known(false, true)))
        .startsWith("killed by signal 9 (SIGKILL); while it ran, the kernel killed for lack of")
        .endsWith("use fewer workers, a smaller workerHeap or a larger container");
    assertThat(ExitMeaning.of(137, new ExitMeaning.Known(true, true)))
        .isEqualTo("ended by the pool with signal 9 (SIGKILL)");
    assertThat(ExitMeaning.of(3, new ExitMeaning.Known(false, true)))
        .isEqualTo("out of memory, or the task ended the process with exit 3");
  }

  @Test
  void shouldTellFrameFileAndLastLines() {
    CrashFile file = new CrashFile(Path.of("/tmp/c/hs_err_7.log"), "C [libfoo.so+0x12] foo+0x2");
    CrashReport report =
        new CrashReport(3, 7, 134, "crashed", file, List.of("# A fatal error", "# SIGSEGV"));

    assertThat(report)
        .hasToString(
            """
            worker 3 (process 7) exited 134: crashed; \
            problematic frame: C [libfoo.so+0x12] foo+0x2; crash file: /tmp/c/hs_err_7.log; \
            last output:
              # A fatal error
              # SIGSEGV""");
  }

  @Test
  void shouldBeOneLineWhenThereIsNothingMoreToTell() {
    assertThat(new CrashReport(3, 7, 84, "task over its limit", null, List.of()))
        .hasToString("worker 3 (process 7) exited 84: task over its limit");
  }
}
