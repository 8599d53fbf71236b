package io.processpool.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.processpool.Pool;
import io.processpool.api.WorkerInfo;
import io.processpool.conformance.Processes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Looks at the workers of a pool, and sends them signals: only to children of this JVM. */
final class Workers {

  private static final Duration LONG = Duration.ofSeconds(90);

  private Workers() {}

  /** Those that have reported ready. */
  static List<WorkerInfo> ready(Pool pool) {
    return pool.workers().stream()
        .filter(
            worker ->
                worker.state() == WorkerInfo.State.IDLE || worker.state() == WorkerInfo.State.BUSY)
        .toList();
  }

  /** Waits until all places hold a worker with nothing to do. */
  static void awaitIdle(Pool pool) {
    await()
        .atMost(LONG)
        .pollInterval(Duration.ofMillis(5))
        .untilAsserted(
            () ->
                assertThat(pool.workers())
                    .as("%s", pool)
                    .allMatch(worker -> worker.state() == WorkerInfo.State.IDLE));
  }

  /** Waits until that many have died. */
  static void awaitLost(Pool pool, long count) {
    await()
        .atMost(LONG)
        .untilAsserted(() -> assertThat(pool.stats().workersLost()).isEqualTo(count));
  }

  /** Kills a worker at once; nothing if it is gone. */
  static void kill(WorkerInfo worker) {
    child(worker.pid()).ifPresent(ProcessHandle::destroyForcibly);
  }

  private static Optional<ProcessHandle> child(long pid) {
    return pid < 0
        ? Optional.empty()
        : ProcessHandle.of(pid)
            .filter(each -> each.parent().equals(Optional.of(ProcessHandle.current())));
  }

  /** Sends a signal by name to a process that this test started. */
  static void signal(String name, long pid) throws IOException, InterruptedException {
    assertThat(child(pid)).as("process %d is a child of this JVM", pid).isPresent();
    Process kill = new ProcessBuilder("kill", "-s", name, Long.toString(pid)).start();
    assertThat(kill.waitFor()).isZero();
  }

  /** The pids with handles that remember when the process began. */
  static List<ProcessHandle> handles(Stream<String> pids) {
    return pids.map(Long::valueOf).flatMap(pid -> ProcessHandle.of(pid).stream()).toList();
  }

  /** Waits until none runs: how many milliseconds that took. */
  static long awaitGone(Collection<ProcessHandle> processes) {
    long start = System.nanoTime();
    await()
        .atMost(LONG)
        .pollInterval(Duration.ofMillis(1))
        .until(() -> processes.stream().noneMatch(each -> Processes.isRunning(each.pid())));
    return Duration.ofNanos(System.nanoTime() - start).toMillis();
  }

  /** How many bytes a process has read or written by now ({@code rchar} or {@code wchar}). */
  static long bytes(long pid, String counter) {
    try {
      return Files.readAllLines(Path.of("/proc", Long.toString(pid), "io")).stream()
          .filter(line -> line.startsWith(counter))
          .mapToLong(line -> Long.parseLong(line.substring(line.indexOf(' ') + 1)))
          .sum();
    } catch (IOException e) {
      return 0; // gone meanwhile
    }
  }
}
