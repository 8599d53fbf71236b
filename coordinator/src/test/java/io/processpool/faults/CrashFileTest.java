package io.processpool.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.processpool.Pool;
import io.processpool.api.JobOptions;
import io.processpool.api.WorkerLostException;
import io.processpool.conformance.ChildJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** T18: what a JVM writes about its crash. */
@Tag("process")
@Timeout(value = 90, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class CrashFileTest {

  @TempDir Path folder;

  /** In the program: what is told of one crash, in a line. */
  static String crash(Pool pool) {
    WorkerLostException lost =
        catchThrowableOfType(
            WorkerLostException.class,
            () ->
                pool.submit(
                        () -> {
                          System.out.println("about to crash");
                          System.err.println("last words");
                          CrashKind.SEGFAULT.happen();
                          return 0;
                        },
                        JobOptions.defaults().maxAttempts(1))
                    .join());
    assertThat(lost.lastLines()).contains("about to crash", "last words");
    assertThat(lost.death().problematicFrame()).isPresent();
    assertThat(lost.crashFile()).isPresent().get().matches(Files::isRegularFile);
    return lost.getMessage();
  }

  @Test
  @DisplayName("T18, 89: the error names the crash file and the problematic frame; three are kept")
  void shouldTellWhereAndOfWhatTheWorkerCrashed() throws Exception {
    try (ChildJvm program =
        ChildJvm.start(
            folder,
            folder,
            List.of("-Xmx128m", "-Djava.io.tmpdir=" + folder),
            FaultPrograms.class,
            "crash",
            folder.toString())) {
      assertThat(program.exit()).as(program.err()).isZero();
      List<String> told = program.out().lines().toList();
      assertThat(told)
          .hasSize(5)
          .allSatisfy(
              line ->
                  assertThat(line)
                      .contains(
                          "exit code 134",
                          "signal 6 (SIGABRT)",
                          "problematic frame: ",
                          "Unsafe_GetByte",
                          "crash file " + crashes()));
    }
    assertThat(files(crashes())).hasSize(3);
  }

  private Path crashes() {
    String user = System.getProperty("user.name");
    return folder.resolve("processpool-crashes-" + user);
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }
}
