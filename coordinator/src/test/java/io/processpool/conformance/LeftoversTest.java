package io.processpool.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.processpool.Pool;
import io.processpool.PoolBuilder;
import io.processpool.api.JobOptions;
import io.processpool.api.WorkerStartException;
import io.processpool.task.Shared;
import io.processpool.task.SharedBuffer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is left of pools of processes: nothing. */
@Tag("process")
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LeftoversTest {

  private static final AtomicInteger NEXT = new AtomicInteger();
  private static final Duration LONG = Duration.ofSeconds(30);

  @TempDir Path folder;

  private static String name() {
    return "left" + NEXT.incrementAndGet();
  }

  private static Set<Long> children() {
    return ProcessHandle.current().children().map(ProcessHandle::pid).collect(Collectors.toSet());
  }

  private static Stream<Path> bases() {
    return Stream.of(System.getenv("XDG_RUNTIME_DIR"), System.getProperty("java.io.tmpdir"), "/tmp")
        .filter(base -> base != null && !base.isEmpty())
        .map(Path::of)
        .distinct()
        .filter(Files::isDirectory);
  }

  /** Those of this JVM's pools. */
  private static List<Path> runFolders() {
    String prefix = "processpool-" + ProcessHandle.current().pid() + "-";
    return bases()
        .flatMap(LeftoversTest::list)
        .filter(file -> file.getFileName().toString().startsWith(prefix))
        .sorted()
        .toList();
  }

  private static Stream<Path> list(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList().stream();
    } catch (IOException e) {
      throw new IllegalStateException("cannot list " + folder, e);
    }
  }

  private static long openFiles() {
    return list(Path.of("/proc/self/fd")).count();
  }

  private static int keep(byte[] item) throws InterruptedException {
    new CountDownLatch(1).await();
    return item.length;
  }

  private static void usePool(String name, boolean kill) {
    try (Pool pool = Pool.builder().workers(2).name(name).open()) {
      assertThat(pool.map(x -> x + 1, List.of(1, 2, 3), JobOptions.defaults().chunkSize(1)))
          .containsExactly(2, 3, 4);
      Shared<byte[]> value = pool.share(new byte[2 << 20]);
      SharedBuffer buffer = pool.shareBuffer(ByteBuffer.allocate(2 << 20));
      int sum =
          pool.apply(
              item -> item.length + value.get().length + buffer.get().remaining(),
              new byte[2 << 20]);
      assertThat(sum).isEqualTo(6 << 20);
      if (kill) {
        pool.applyAsync(LeftoversTest::keep, new byte[2 << 20]);
        pool.terminate();
      }
    }
  }

  @Test
  @DisplayName("157: neither processes nor threads, files and open files stay")
  void shouldLeaveNothing() {
    usePool(name(), false); // what is loaded once stays
    Set<Long> children = children();
    List<Path> folders = runFolders();
    long files = openFiles();
    for (int i = 0; i < 4; i++) {
      usePool(name(), i % 2 == 1);
    }
    await()
        .atMost(LONG)
        .untilAsserted(
            () -> {
              assertThat(children()).isEqualTo(children);
              assertThat(runFolders()).isEqualTo(folders);
              assertThat(threads("left")).isEmpty();
              assertThat(openFiles()).isLessThanOrEqualTo(files);
            });
  }

  @Test
  @DisplayName("157: no thread keeps a program alive whose pools are closed")
  void shouldKeepNoProgramAlive() {
    List<String> before = holders();
    usePool(name(), false);
    usePool(name(), true);
    await().atMost(LONG).untilAsserted(() -> assertThat(threads("left")).isEmpty());
    assertThat(holders()).isSubsetOf(before);
  }

  /** What a JVM waits for before it ends. */
  private static List<String> holders() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> !thread.isDaemon())
        .map(Thread::getName)
        .filter(name -> !name.startsWith("awaitility")) // of the wait above
        .sorted()
        .toList();
  }

  private static List<String> threads(String prefix) {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.startsWith(prefix))
        .toList();
  }

  @Test
  @DisplayName("92: a pool that cannot be opened leaves nothing")
  void shouldLeaveNothingWhenItCannotBeOpened() {
    List<Path> folders = runFolders();
    String name = name();
    List<Throwable> thrown =
        Arrays.asList(
            catchThrowable(() -> Pool.builder().name(name).javaHome(Path.of("/nowhere")).open()),
            catchThrowable(
                () -> Pool.builder().name(name).classPath(List.of(Path.of("/no:where"))).open()));
    assertThat(thrown).doesNotContainNull();
    assertThat(runFolders()).isEqualTo(folders);
    await().atMost(LONG).untilAsserted(() -> assertThat(threads(name)).isEmpty());
  }

  @Test
  @DisplayName("92: where one of five cannot start, the four that did end, before any close")
  void shouldEndTheStartedWhenOneCannotStart() {
    Gate up = Gate.in(folder);
    PoolBuilder builder =
        Pool.builder()
            .workers(5)
            .initializer(
                worker -> {
                  if (worker.workerIndex() == 3) {
                    while (up.marks().size() < 4) {
                      Thread.sleep(2);
                    }
                    throw new IllegalStateException("no");
                  }
                  up.mark(worker.pid());
                });
    try (Pool pool = builder.open()) {
      assertThatThrownBy(() -> pool.broadcast(() -> 1))
          .isInstanceOf(WorkerStartException.class)
          .hasRootCauseMessage("no");
      assertThat(up.marks()).hasSize(4);
      await()
          .atMost(LONG)
          .until(() -> up.marks().stream().map(Long::valueOf).noneMatch(Processes::isRunning));
    }
  }

  @Test
  @DisplayName("90, 97: an initializer that exits breaks the pool after bounded attempts")
  void shouldGiveUpWhenWorkersExitAtTheirStart() {
    try (Pool pool = Pool.builder().workers(1).initializer(worker -> System.exit(5)).open()) {
      assertThatThrownBy(() -> pool.map(x -> x, List.of(1))).hasMessageContaining("exit code 5");
      assertThat(pool.stats().workersLost()).isBetween(3L, 5L);
    }
  }
}
