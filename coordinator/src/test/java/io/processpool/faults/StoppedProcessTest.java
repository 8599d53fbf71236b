package io.processpool.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.processpool.Pool;
import io.processpool.api.JobFuture;
import io.processpool.api.JobOptions;
import io.processpool.api.WorkerInfo;
import io.processpool.conformance.ChildJvm;
import io.processpool.conformance.Gate;
import io.processpool.task.WorkerContext;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** T8, 166: processes that stand still for a while, as in a debugger or on a sleeping laptop. */
@Tag("process")
@Tag("once")
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class StoppedProcessTest {

  private static final List<Integer> NUMBERS = IntStream.range(0, 1_000).boxed().toList();

  @TempDir Path folder;

  @Test
  @DisplayName("T8, 166: a worker stands still for 3 s")
  void shouldNotTakeAStoppedWorkerForADeadOne() throws Exception {
    stopWorker(Duration.ofSeconds(3));
  }

  @Test
  @Tag("long")
  @DisplayName("T8, 166: a worker stands still for 30 s")
  void shouldNotTakeAWorkerThatStoppedForLongForADeadOne() throws Exception {
    stopWorker(Duration.ofSeconds(30));
  }

  private static int slowly(Gate gate, int x) throws Exception {
    if (x == 50) {
      gate.pass(WorkerContext.current().workerIndex());
    }
    LockSupport.parkNanos(1_000_000);
    return x;
  }

  /** The other one goes on with all that the stopped one does not hold. */
  private void stopWorker(Duration time) throws Exception {
    Gate gate = Gate.in(folder);
    try (Pool pool = Pool.builder().workers(2).workerHeap(64 << 20).open()) {
      Workers.awaitIdle(pool);
      JobFuture<List<Integer>> map =
          pool.mapAsync(x -> slowly(gate, x), NUMBERS, JobOptions.defaults().chunkSize(10));
      gate.awaitMarks(1);
      int index = Integer.parseInt(gate.marks().get(0));
      WorkerInfo stopped = pool.workers().get(index);
      Workers.signal("STOP", stopped.pid());
      try {
        gate.open();
        await()
            .during(time)
            .atMost(time.plusSeconds(10))
            .until(() -> pool.stats().workersLost() == 0 && !map.isDone());
        await().atMost(Duration.ofSeconds(60)).until(() -> map.report().items().ok() > 500);
        assertThat(pool.map(x -> x + 1, List.of(1))).containsExactly(2);
      } finally {
        Workers.signal("CONT", stopped.pid());
      }
      assertThat(map.join()).isEqualTo(NUMBERS);
      assertThat(map.report().items().retried()).isZero();
      assertThat(pool.workers().get(index).pid()).isEqualTo(stopped.pid());
      assertThat(pool.stats().workersLost()).isZero();
      assertThat(pool.stats().lateAnswers()).isZero();
    }
  }

  @Test
  @DisplayName("T8: a stopped worker is killed when its item is cancelled, and replaced")
  void shouldReplaceAStoppedWorkerWhenItsItemIsCancelled() throws Exception {
    Gate gate = Gate.in(folder);
    try (Pool pool = Pool.builder().workers(1).workerHeap(64 << 20).open()) {
      JobFuture<Integer> held =
          pool.submit(
              () -> {
                gate.pass("begun");
                return 1;
              });
      gate.awaitMarks(1);
      WorkerInfo stopped = pool.workers().get(0);
      Workers.signal("STOP", stopped.pid());
      assertThat(held.cancel(true)).isTrue();
      assertThat(pool.map(x -> x + 1, List.of(1))).containsExactly(2);
      assertThat(pool.workers().get(0).pid()).isNotEqualTo(stopped.pid());
      assertThat(pool.stats().lateAnswers()).isZero();
    }
  }

  @Test
  @DisplayName("T8: the coordinator stands still for 3 s")
  void shouldSurviveAStoppedCoordinator() throws Exception {
    stopCoordinator(Duration.ofSeconds(3));
  }

  @Test
  @Tag("long")
  @DisplayName("T8: the coordinator stands still for 60 s")
  void shouldSurviveACoordinatorThatStoppedForLong() throws Exception {
    stopCoordinator(Duration.ofSeconds(60));
  }

  private void stopCoordinator(Duration time) throws Exception {
    Gate gate = Gate.in(folder);
    try (ChildJvm coordinator =
        ChildJvm.start(
            folder, folder, List.of("-Xmx128m"), FaultPrograms.class, "map", gate.folder())) {
      gate.awaitMarks(1);
      List<ProcessHandle> workers =
          ProcessHandle.of(coordinator.pid()).orElseThrow().children().toList();
      Workers.signal("STOP", coordinator.pid());
      try {
        assertThat(workers).hasSize(4);
        await()
            .during(time)
            .atMost(time.plusSeconds(10))
            .until(() -> workers.stream().allMatch(ProcessHandle::isAlive));
      } finally {
        Workers.signal("CONT", coordinator.pid());
      }
      gate.open();
      assertThat(coordinator.exit()).as(coordinator.err()).isZero();
      assertThat(coordinator.out()).isEqualTo("right, 0 lost, 0 late\n");
    }
  }
}
