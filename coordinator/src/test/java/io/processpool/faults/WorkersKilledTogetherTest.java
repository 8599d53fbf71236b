package io.processpool.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.processpool.Pool;
import io.processpool.api.JobFuture;
import io.processpool.api.JobOptions;
import io.processpool.api.PoolStats;
import io.processpool.api.WorkerInfo;
import io.processpool.conformance.Gate;
import io.processpool.task.WorkerContext;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** T5: all workers killed at once, and workers that kill each other. */
@Tag("process")
@Tag("long")
@Timeout(value = 1800, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class WorkersKilledTogetherTest {

  private static final int ROUNDS = 50;
  private static final int ITEMS = 1_000;

  @TempDir Path folder;

  private static int slowly(int x) {
    LockSupport.parkNanos(1_000_000);
    return x;
  }

  @Test
  @DisplayName("T5: all workers killed at once, 50 rounds in 50 maps")
  void shouldFinishThoughAllWorkersAreKilledOverAndOver() {
    Random random = new Random(Oracle.seeded("T5").seed());
    List<Integer> numbers = IntStream.range(0, ITEMS).boxed().toList();
    try (Pool pool = Pool.builder().workers(4).workerHeap(64 << 20).open()) {
      for (int round = 0; round < ROUNDS; round++) {
        Workers.awaitIdle(pool);
        JobFuture<List<Integer>> map =
            pool.mapAsync(
                WorkersKilledTogetherTest::slowly,
                numbers,
                JobOptions.defaults().chunkSize(1 + random.nextInt(50)));
        LockSupport.parkNanos(random.nextInt(200_000_000));
        pool.workers().forEach(Workers::kill);
        assertThat(map.join()).as("round %d", round).isEqualTo(numbers);
      }
      assertThat(pool.stats().state()).isEqualTo(PoolStats.State.RUNNING);
      assertThat(pool.stats().workersLost()).isEqualTo(4L * ROUNDS);
    }
  }

  /** Kills a worker of the same pool, perhaps its own; they have left marks at their start. */
  private static int killSomebody(Gate pids, int x) throws IOException {
    List<String> marks = pids.marks();
    Random random = new Random(x);
    long victim = Long.parseLong(marks.get(random.nextInt(marks.size())));
    ProcessHandle me = ProcessHandle.current();
    if (WorkerContext.current().attempt() == 1 && x % 4 == 0) {
      ProcessHandle.of(victim)
          .filter(each -> each.parent().equals(me.parent())) // ours, and not a number used again
          .ifPresent(each -> endAtOnce(each, me));
    }
    return slowly(x);
  }

  private static void endAtOnce(ProcessHandle victim, ProcessHandle me) {
    if (victim.equals(me)) {
      Runtime.getRuntime().halt(128 + 9); // a process may not kill itself through its handle
    }
    victim.destroyForcibly();
  }

  @ParameterizedTest(name = "82: {0} workers")
  @ValueSource(ints = {1, 2, 5, 13})
  @DisplayName("82: workers that kill each other at random")
  void shouldRecoverThoughWorkersKillEachOther(int workers) {
    Gate pids = Gate.in(folder);
    List<Integer> numbers = IntStream.range(0, 40).boxed().toList();
    try (Pool pool =
        Pool.builder()
            .workers(workers)
            .workerHeap(64 << 20)
            .initializer(worker -> pids.mark(worker.pid()))
            .open()) {
      Workers.awaitIdle(pool);
      List<Integer> all =
          new ArrayList<>(
              pool.map(
                  x -> killSomebody(pids, x),
                  numbers,
                  JobOptions.defaults().maxAttempts(20).chunkSize(2)));
      assertThat(all).isEqualTo(numbers);
      assertThat(pool.stats().state()).isEqualTo(PoolStats.State.RUNNING);
      assertThat(pool.stats().workersLost()).isPositive();
      System.out.println(workers + " workers: " + pool.stats().workersLost() + " lost");
      Workers.awaitIdle(pool);
      assertThat(pool.workers()).extracting(WorkerInfo::index).hasSize(workers);
    }
  }
}
