package io.processpool.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.processpool.Pool;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("process")
class ShutdownOnProcessesTest extends ShutdownContract {

  @Override
  Backend backend() {
    return Backend.PROCESSES;
  }

  @Test
  @DisplayName("147: close within a limit kills a worker that goes on, and says so")
  void shouldKillTheWorkerThatIsNotDoneWithinTheLimit() {
    Gate begun = gate();
    Pool own = backend().open(1);
    own.submit(() -> StuckTasks.spin(begun));
    begun.awaitMarks(1);
    assertThat(own.close(Duration.ofMillis(50)).workersKilled()).isEqualTo(1);
    assertThat(Processes.isRunning(Long.parseLong(begun.marks().get(0)))).isFalse();
  }

  @Test
  @DisplayName("160: terminate ends what the tasks started, within 5 s")
  void shouldEndTheChildrenOfWorkersWhenTerminated() {
    Gate begun = gate();
    Pool own = backend().open(1);
    own.submit(() -> StuckTasks.waitForChild(begun));
    assertTerminateEnds(own, begun);
  }

  @Test
  @DisplayName("160: terminate ends the workers of pools in workers, within 5 s")
  void shouldEndTheWorkersOfWorkersWhenTerminated() {
    Gate begun = gate();
    Pool own = backend().open(1);
    own.submit(() -> spinInANestedPool(begun));
    assertTerminateEnds(own, begun);
  }

  private static int spinInANestedPool(Gate begun) throws IOException {
    begun.mark(ProcessHandle.current().pid());
    try (Pool inner = Pool.builder().workers(1).allowNested().open()) {
      return inner.submit(() -> StuckTasks.spin(begun)).join();
    }
  }

  /** The two processes that are marked. */
  private static void assertTerminateEnds(Pool own, Gate begun) {
    begun.awaitMarks(2);
    assertThat(begun.marks()).allMatch(pid -> Processes.isRunning(Long.parseLong(pid)));
    own.terminate();
    await()
        .atMost(Duration.ofSeconds(5))
        .until(
            () ->
                begun.marks().stream().noneMatch(pid -> Processes.isRunning(Long.parseLong(pid))));
  }
}
