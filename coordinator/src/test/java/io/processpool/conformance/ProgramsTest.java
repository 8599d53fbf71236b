package io.processpool.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole programs: how they end, how they are killed, and how little memory they need. */
@Tag("process")
@Tag("once")
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ProgramsTest {

  private static final Duration LONG = Duration.ofSeconds(40);

  @TempDir Path folder;
  @TempDir Path runFolders;

  private ChildJvm program(String... arguments) throws IOException {
    return ChildJvm.start(folder, runFolders, List.of("-Xmx256m"), arguments);
  }

  private List<Path> runFolders() throws IOException {
    try (Stream<Path> files = Files.list(runFolders)) {
      return files.toList();
    }
  }

  private static List<ProcessHandle> handles(Stream<String> pids) {
    return pids.map(Long::valueOf).flatMap(pid -> ProcessHandle.of(pid).stream()).toList();
  }

  private static void awaitGone(List<ProcessHandle> processes) {
    await()
        .atMost(LONG)
        .pollInterval(Duration.ofMillis(2))
        .untilAsserted(
            () -> assertThat(processes).noneMatch(each -> Processes.isRunning(each.pid())));
  }

  @ParameterizedTest
  @ValueSource(strings = {"forget", "forget-busy", "exit-busy"})
  @DisplayName("155: a program that does not close its pool ends, quietly and alone")
  void shouldEndThoughThePoolWasForgotten(String program) throws Exception {
    Gate gate = Gate.in(folder);
    try (ChildJvm child = program(program, gate.folder())) {
      int exit = child.exit();
      String[] lines = child.out().split("\n");
      List<ProcessHandle> workers = handles(Arrays.stream(lines[0].split(" ")));
      assertThat(exit)
          .as("%s %s", child.out(), child.err())
          .isEqualTo(program.equals("exit-busy") ? 7 : 0);
      assertThat(child.err()).isEmpty();
      assertThat(lines[1]).isEqualTo(program.equals("forget") ? "[2, 4, 6]" : "false");
      awaitGone(workers);
      assertThat(runFolders()).isEmpty();
    }
  }

  @Test
  @DisplayName("156: work that is submitted while the program ends is refused, not hung")
  void shouldRefuseWorkWhileTheProgramEnds() throws Exception {
    try (ChildJvm child = program("submit-at-exit")) {
      assertThat(child.exit()).isEqualTo(7);
      assertThat(child.out()).isEqualTo("[2]\nPoolClosedException\n");
      assertThat(child.err()).isEmpty();
      assertThat(runFolders()).isEmpty();
    }
  }

  @Test
  @DisplayName("56: a task that fails in a pool of a task makes no noise")
  void shouldFailQuietlyInANestedPool() throws Exception {
    try (ChildJvm child = program("nested")) {
      assertThat(child.exit()).isZero();
      assertThat(child.out()).isEqualTo("TaskFailedException\n");
      assertThat(child.err()).isEmpty();
      assertThat(runFolders()).isEmpty();
    }
  }

  @Test
  @DisplayName("157: a program that closes its pool leaves nothing behind")
  void shouldLeaveNothingBehind() throws Exception {
    try (ChildJvm child = program("tidy")) {
      assertThat(child.exit()).isZero();
      assertThat(child.out()).isEqualTo("[2]\n");
      assertThat(child.err()).isEmpty();
      assertThat(runFolders()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"idle", "busy"})
  @DisplayName("161, 162: workers and their children go with a killed program")
  void shouldEndTheWorkersOfAKilledProgram(String program) throws Exception {
    Gate gate = Gate.in(folder);
    try (ChildJvm child = program(program, gate.folder())) {
      gate.awaitMarks(program.equals("idle") ? 2 : 4);
      List<ProcessHandle> processes = handles(gate.marks().stream());
      assertThat(processes).hasSizeGreaterThanOrEqualTo(2).allMatch(ProcessHandle::isAlive);
      assertThat(runFolders()).hasSize(1);
      long start = System.nanoTime();
      child.kill();
      awaitGone(processes);
      long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
      System.out.println(program + " workers were gone after " + millis + " ms");
      assertThat(child.exit()).isEqualTo(128 + 9);
    }
    assertThat(runFolders()).hasSize(1);
    try (ChildJvm next = program("tidy")) {
      assertThat(next.exit()).as(next.err()).isZero();
    }
    assertThat(runFolders()).isEmpty();
  }

  @Test
  @DisplayName("156: while the program ends, close returns")
  void shouldCloseWhileTheProgramEnds() throws Exception {
    Gate gate = Gate.in(folder);
    try (ChildJvm child = program("hook", gate.folder())) {
      long start = System.nanoTime();
      assertThat(child.exit()).as(child.err()).isZero();
      long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
      assertThat(child.out()).isEqualTo("refused\nrefused\nclosed CLOSED\n");
      assertThat(child.err()).isEmpty();
      awaitGone(handles(gate.marks().stream()));
      assertThat(runFolders()).isEmpty();
      System.out.println("a program with a hook ended after " + millis + " ms");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"imap", "imapUnordered"})
  @DisplayName("137: 768 MiB of results in a heap of 256 MiB")
  void shouldTakeMoreResultsThanMemory(String order) throws Exception {
    takeResults(768, order);
  }

  @Test
  @Tag("long")
  @DisplayName("137: 10 GiB of results in a heap of 256 MiB")
  @Timeout(value = 900, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void shouldTakeTenGibibytesOfResults() throws Exception {
    takeResults(10 << 10, "imap");
  }

  private void takeResults(int mebibytes, String order) throws Exception {
    long start = System.nanoTime();
    try (ChildJvm child = program("results", Integer.toString(mebibytes), order)) {
      assertThat(child.exit(800)).as(child.err()).isZero();
      String[] said = child.out().strip().split(" ");
      assertThat(said[0]).isEqualTo(Integer.toString(mebibytes));
      assertThat(Integer.parseInt(said[1]))
          .as("items read ahead: an eighth of the heap, and what was sent before the first answer")
          .isBetween(1, 40);
      assertThat(child.err()).isEmpty();
      long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
      System.out.printf("%s: %d MiB, %s items ahead, %d ms%n", order, mebibytes, said[1], millis);
    }
  }

  @Test
  @DisplayName("137: ten million generated items in a heap of 64 MiB")
  void shouldStreamTenMillionItemsInASmallHeap() throws Exception {
    long items = 10_000_000;
    long start = System.nanoTime();
    try (ChildJvm child =
        ChildJvm.start(folder, runFolders, List.of("-Xmx64m"), "stream", Long.toString(items))) {
      assertThat(child.exit()).as(child.err()).isZero();
      assertThat(child.out()).isEqualTo(items + " " + items * (items + 1) / 2 + "\n");
    }
    long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    System.out.println(items + " items took " + millis + " ms");
  }
}
