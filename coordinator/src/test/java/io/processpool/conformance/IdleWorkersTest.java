package io.processpool.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.processpool.Pool;
import io.processpool.api.JobOptions;
import io.processpool.api.WorkerInfo;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Workers that leave when there is nothing to do, and come back. */
@Tag("process")
@Tag("once")
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class IdleWorkersTest {

  private static void awaitNobody(Pool pool) {
    await()
        .atMost(PoolContract.LONG)
        .untilAsserted(
            () ->
                assertThat(pool.workers())
                    .allMatch(worker -> worker.state() == WorkerInfo.State.ABSENT));
  }

  @Test
  @DisplayName("118: idle workers leave, and the next call brings them back, five times")
  void shouldLeaveWhenIdleAndComeBackForWork() {
    Set<Long> pids = new HashSet<>();
    try (Pool pool = Pool.builder().workers(2).idleTimeout(Duration.ofMillis(100)).open()) {
      for (int round = 0; round < 5; round++) {
        List<Long> each = pool.broadcast(() -> ProcessHandle.current().pid());
        assertThat(each).hasSize(2);
        assertThat(pids.addAll(each)).isTrue();
        awaitNobody(pool);
      }
      assertThat(pids).hasSize(10).noneMatch(Processes::isRunning);
      assertThat(pool.stats().workersLost()).isZero();
    }
  }

  @Test
  void shouldBringBackOnlyAsManyAsHaveSomethingToDo() {
    try (Pool pool = Pool.builder().workers(3).idleTimeout(Duration.ofMillis(100)).open()) {
      awaitNobody(pool);
      int before = pool.workers().stream().mapToInt(WorkerInfo::number).max().orElseThrow();
      assertThat(pool.apply(x -> x + 1, 1).intValue()).isEqualTo(2);
      awaitNobody(pool);
      assertThat(pool.workers().stream().mapToInt(WorkerInfo::number).max()).hasValue(before + 1);
    }
  }

  /** Which worker of the only place that is, beginning with 0. */
  private static int number(Pool pool) {
    return pool.workers().get(0).number();
  }

  /** Takes longer to be written, in any process, than workers may be idle. */
  static final class Slow implements Serializable {

    private static final long serialVersionUID = 1L;

    final int number;

    Slow(int number) {
      this.number = number;
    }

    private void writeObject(ObjectOutputStream out) throws IOException {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(300));
      out.defaultWriteObject();
    }
  }

  @Test
  @DisplayName("74: slow writing beside workers that leave soon loses nothing")
  void shouldLoseNothingThatIsSlowlyWritten() {
    List<Slow> items = IntStream.range(0, 3).mapToObj(Slow::new).toList();
    try (Pool pool = Pool.builder().workers(2).idleTimeout(Duration.ofMillis(100)).open()) {
      assertThat(pool.map(x -> x, items, JobOptions.defaults().chunkSize(1)))
          .extracting(slow -> slow.number)
          .containsExactly(0, 1, 2);
      assertThat(pool.stats().workersLost()).isZero();
    }
  }

  @Test
  @DisplayName("119: no task is lost when workers leave after a millisecond")
  void shouldLoseNoTaskThatRacesWithALeavingWorker() {
    long seed = Long.getLong("idle.seed", System.nanoTime());
    System.out.println("idle.seed=" + seed);
    Random random = new Random(seed);
    try (Pool pool = Pool.builder().workers(1).idleTimeout(Duration.ofMillis(1)).open()) {
      for (int i = 0; i < 12 || (i < 1_000 && number(pool) < 3); i++) {
        assertThat(pool.apply(x -> x * 2, i).intValue()).isEqualTo(2 * i);
        LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(random.nextInt(2_500)));
      }
      assertThat(number(pool)).as("workers have left and come").isGreaterThanOrEqualTo(3);
      assertThat(pool.stats().workersLost()).isZero();
    }
  }
}
