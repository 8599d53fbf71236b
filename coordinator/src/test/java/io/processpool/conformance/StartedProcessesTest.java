package io.processpool.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.processpool.Pool;
import io.processpool.api.JobFuture;
import io.processpool.api.JobOptions;
import io.processpool.api.WorkerLostException;
import io.processpool.task.WorkerContext;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tasks start processes; these go with their worker, whatever ends it. */
@Tag("process")
@Tag("once")
class StartedProcessesTest extends PoolContract {

  private static final JobOptions ONCE = JobOptions.defaults().maxAttempts(1);

  @Override
  Backend backend() {
    return Backend.PROCESSES;
  }

  @Test
  @DisplayName("173, 160: a task may start processes; they go with the pool")
  void shouldEndWhatTasksStarted() {
    long pid;
    try (Pool own = backend().open(1)) {
      pid = own.submit(() -> new ProcessBuilder("sleep", "1000").start().pid()).join();
      assertThat(ProcessHandle.of(pid)).isPresent();
      assertThatThrownBy(() -> own.broadcast(() -> 1 / (int) (System.nanoTime() * 0)))
          .hasRootCauseInstanceOf(ArithmeticException.class);
    }
    await().atMost(LONG).until(() -> !Processes.isRunning(pid));
  }

  @ParameterizedTest
  @ValueSource(strings = {"exit", "halt", "kill", "heap"})
  @DisplayName("160: what a task started goes with its worker, whatever ends that")
  void shouldEndWhatTasksStartedThoughTheWorkerDies(String end) {
    Gate started = gate();
    try (Pool own = Pool.builder().workers(1).workerHeap(64 << 20).open()) {
      int attempt =
          own.submit(
                  () -> {
                    if (WorkerContext.current().attempt() == 1) {
                      startFamily(started);
                      die(end);
                    }
                    return WorkerContext.current().attempt();
                  })
              .join();
      assertThat(attempt).isEqualTo(2);
      assertThat(started.marks()).hasSize(3).map(Long::valueOf).doesNotHaveDuplicates();
      await()
          .atMost(LONG)
          .until(() -> started.marks().stream().noneMatch(StartedProcessesTest::runs));
    }
  }

  private static boolean runs(String pid) {
    return Processes.isRunning(Long.parseLong(pid));
  }

  /** A shell that waits for its child, and the child of one that does not. */
  private static void startFamily(Gate started) throws IOException {
    Process shell = new ProcessBuilder("sh", "-c", "sleep 1000 & echo $!; wait").start();
    started.mark(shell.pid());
    started.mark(shell.inputReader().readLine());
    String detached = "sleep 1000 >/dev/null & echo $!";
    started.mark(new ProcessBuilder("sh", "-c", detached).start().inputReader().readLine());
  }

  private static void die(String end) throws Exception {
    switch (end) {
      case "exit" -> System.exit(0);
      case "halt" -> Runtime.getRuntime().halt(7);
      case "kill" -> WorkerDeathTest.killMyself();
      default -> fill(new ArrayList<>());
    }
  }

  private static void fill(List<Object> heap) {
    while (heap.size() >= 0) {
      heap.add(new byte[1 << 20]);
    }
  }

  @Test
  @DisplayName("160: what the tasks of other workers started stays")
  void shouldEndNothingOfOtherWorkers() throws Exception {
    Gate end = gate();
    Gate stays = gate();
    Gate goes = gate();
    JobFuture<Integer> waiting =
        pool()
            .submit(
                () -> {
                  startFamily(stays);
                  end.pass("waiting");
                  return 1;
                });
    stays.awaitMarks(3);
    JobFuture<Integer> lost =
        pool()
            .submit(
                () -> {
                  startFamily(goes);
                  Runtime.getRuntime().halt(7);
                  return 1;
                },
                ONCE);
    assertThat(failureOf(lost)).isInstanceOf(WorkerLostException.class);
    await().atMost(LONG).until(() -> goes.marks().stream().noneMatch(StartedProcessesTest::runs));
    assertThat(stays.marks()).hasSize(3).allMatch(StartedProcessesTest::runs);
    end.open();
    assertThat(waiting.join()).isEqualTo(1);
    stays.marks().forEach(StartedProcessesTest::end);
  }

  private static void end(String pid) {
    ProcessHandle.of(Long.parseLong(pid)).ifPresent(ProcessHandle::destroyForcibly);
  }

  @Test
  @DisplayName("160: what the tasks of a nested pool started goes with the outer worker")
  void shouldEndWhatANestedPoolStarted() throws Exception {
    Gate started = gate();
    assertThat(failureOf(pool().submit(() -> dieInANestedPool(started), ONCE)))
        .isInstanceOf(WorkerLostException.class);
    assertThat(started.marks()).hasSize(4);
    await()
        .atMost(LONG)
        .until(() -> started.marks().stream().noneMatch(StartedProcessesTest::runs));
  }

  private static int dieInANestedPool(Gate started) {
    try (Pool inner = Pool.builder().workers(1).allowNested().open()) {
      inner.broadcast(
          () -> {
            startFamily(started);
            started.mark(ProcessHandle.current().pid());
            return 1;
          });
      Runtime.getRuntime().halt(7);
      return 1;
    }
  }
}
