package io.processpool.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.processpool.conformance.ChildJvm;
import io.processpool.conformance.Gate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** T7: the coordinator is killed; its workers go, and what they started. */
@Tag("process")
@Tag("once")
@Timeout(value = 1800, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class CoordinatorKilledTest {

  /** Of nine rounds in ten, and of what is done once. */
  private static final Duration LIMIT = Duration.ofSeconds(2);

  /** Four workers and a child of one. */
  private static final int PROCESSES = 5;

  @TempDir Path folder;
  @TempDir Path runFolders;
  @TempDir Path temporary;

  @Test
  @DisplayName("T7: killed in the middle of work, 10 rounds")
  void shouldEndAllWorkersOfAKilledCoordinator() throws Exception {
    killCoordinators(10);
  }

  @Test
  @Tag("long")
  @DisplayName("T7: killed in the middle of work, 100 rounds")
  void shouldEndAllWorkersOfManyKilledCoordinators() throws Exception {
    killCoordinators(100);
  }

  private void killCoordinators(int rounds) throws IOException {
    List<Long> times = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      times.add(killCoordinator());
      assertThat(list(runFolders)).as("the next start sweeps the one before").hasSize(1);
      assertThat(list(temporary)).isEmpty();
    }
    Collections.sort(times);
    System.out.printf(
        "T7: %d rounds: workers gone after %d ms (median), %d ms (longest)%n",
        rounds, times.get(rounds / 2), times.get(rounds - 1));
    // The machine itself may stand still for a while in one round of ten; workers go in each.
    assertThat(Duration.ofMillis(times.get(rounds - 1 - rounds / 10))).isLessThan(LIMIT);
  }

  private ChildJvm program(String name, Gate gate) throws IOException {
    return ChildJvm.start(
        folder,
        runFolders,
        List.of("-Xmx128m", "-XX:-UsePerfData", "-Djava.io.tmpdir=" + temporary),
        FaultPrograms.class,
        name,
        gate.folder());
  }

  private long killCoordinator() throws IOException {
    Gate gate = Gate.in(folder);
    try (ChildJvm coordinator = program("busier", gate)) {
      gate.awaitMarks(PROCESSES);
      List<ProcessHandle> processes = Workers.handles(gate.marks().stream());
      assertThat(processes).hasSize(PROCESSES).allMatch(ProcessHandle::isAlive);
      coordinator.kill();
      return Workers.awaitGone(processes);
    }
  }

  @Test
  @DisplayName("T7: killed while a worker that was told to go hangs in a shutdown hook")
  void shouldEndAWorkerThatHangsInAShutdownHook() throws Exception {
    Gate gate = Gate.in(folder);
    try (ChildJvm coordinator = program("hooks", gate)) {
      gate.awaitMarks(1);
      List<ProcessHandle> worker = Workers.handles(gate.marks().stream());
      assertThat(worker).hasSize(1).allMatch(ProcessHandle::isAlive);
      coordinator.kill();
      try {
        long millis = Workers.awaitGone(worker);
        System.out.println("T7: gone from its hook after " + millis + " ms");
        assertThat(Duration.ofMillis(millis)).isLessThan(LIMIT);
      } finally {
        worker.forEach(ProcessHandle::destroyForcibly);
      }
    }
  }

  private static List<Path> list(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }
}
