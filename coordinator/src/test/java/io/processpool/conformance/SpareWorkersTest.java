package io.processpool.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.processpool.Pool;
import io.processpool.PoolBuilder;
import io.processpool.api.JobOptions;
import io.processpool.api.PoolListener;
import io.processpool.api.WorkerInfo;
import io.processpool.api.WorkerLostException;
import io.processpool.task.WorkerContext;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Workers that wait behind others. */
@Tag("process")
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SpareWorkersTest {

  private static final Duration LONG = Duration.ofSeconds(60);

  private final Queue<WorkerInfo> ready = new ConcurrentLinkedQueue<>();

  private PoolBuilder builder(int workers) {
    return Pool.builder()
        .workers(workers)
        .listener(
            new PoolListener() {
              @Override
              public void onWorkerReady(WorkerInfo worker) {
                ready.add(worker);
              }
            });
  }

  private void awaitReady(int count) {
    await().atMost(LONG).until(() -> ready.size() == count);
  }

  private List<Long> pids(int index) {
    return ready.stream().filter(each -> each.index() == index).map(WorkerInfo::pid).toList();
  }

  private static int halt(int status) {
    Runtime.getRuntime().halt(status);
    return status;
  }

  private static boolean isSpare(WorkerInfo worker) {
    String[] words =
        ProcessHandle.of(worker.pid()).flatMap(each -> each.info().arguments()).orElseThrow();
    return words[words.length - 1].equals("spare");
  }

  @Test
  void shouldTellThoseThatWaitToPrepareThemselves() {
    try (Pool pool = builder(2).spareWorkers(1).open()) {
      awaitReady(3);
      assertThat(pool.workers()).noneMatch(SpareWorkersTest::isSpare);
      assertThat(ready).filteredOn(SpareWorkersTest::isSpare).hasSize(1);
      assertThat(ready).last().matches(SpareWorkersTest::isSpare);
    }
  }

  @Test
  void shouldLetTheSpareTakeOverFromOneThatDied() {
    try (Pool pool = builder(1).spareWorkers(1).open()) {
      awaitReady(2);
      assertThat(pool.workers()).extracting(WorkerInfo::pid).containsExactly(pids(0).get(0));
      for (int death = 1; death <= 3; death++) {
        long start = System.nanoTime();
        assertThatThrownBy(
                () -> pool.apply(SpareWorkersTest::halt, 7, JobOptions.defaults().maxAttempts(1)))
            .isInstanceOf(WorkerLostException.class);
        long dead = System.nanoTime();
        long[] who =
            pool.apply(
                x ->
                    new long[] {
                      WorkerContext.current().pid(), WorkerContext.current().workerIndex()
                    },
                0);
        System.out.printf(
            "death %d told after %d us, next item after %d us more%n",
            death, (dead - start) / 1000, (System.nanoTime() - dead) / 1000);
        assertThat(who).containsExactly(pids(0).get(death), 0);
        awaitReady(death + 2); // the next spare
      }
      assertThat(pool.stats().workersLost()).isEqualTo(3);
    }
  }

  @Test
  void shouldPutSparesBehindTheFirstWorkersOnly() {
    try (Pool pool = builder(2).spareWorkers(1).open()) {
      awaitReady(3);
      assertThat(pids(0)).hasSize(2);
      assertThat(pids(1)).hasSize(1);
      assertThat(pool.workers()).hasSize(2);
      assertThat(pool.broadcast(() -> WorkerContext.current().workerIndex()))
          .containsExactlyInAnyOrder(0, 1);
    }
    assertThat(ready).allSatisfy(each -> assertThat(Processes.isRunning(each.pid())).isFalse());
  }

  @Test
  void shouldReplaceASpareThatDied() {
    try (Pool pool = builder(1).spareWorkers(1).open()) {
      awaitReady(2);
      ProcessHandle.of(pids(0).get(1)).orElseThrow().destroyForcibly();
      awaitReady(3);
      long pid = pool.apply(x -> WorkerContext.current().pid(), 0);
      assertThat(pid).isEqualTo(pids(0).get(0));
    }
  }

  @Test
  void shouldHaveSparesFollowRecycledWorkers() {
    try (Pool pool = builder(1).spareWorkers(1).maxTasksPerWorker(5).open()) {
      List<Integer> items = IntStream.range(0, 23).boxed().toList();
      // Of larger chunks one may not fit into what a worker may still run, which is used up early.
      JobOptions single = JobOptions.defaults().chunkSize(1);
      List<Long> pids = pool.map(x -> WorkerContext.current().pid(), items, single);
      assertThat(pids.stream().distinct()).hasSize(5);
      assertThat(pool.stats().workersLost()).isZero();
    }
  }

  @Test
  void shouldRefuseMoreSparesThanWorkersAndSparesOfWorkersThatLeave() {
    assertThatThrownBy(() -> Pool.builder().workers(2).spareWorkers(3).open())
        .hasMessageContaining("spareWorkers=3 (expected: 0 to 2, the workers)");
    assertThatThrownBy(() -> Pool.builder().spareWorkers(-1).open())
        .hasMessageContaining("spareWorkers=-1");
    assertThatThrownBy(
            () ->
                Pool.builder().workers(2).spareWorkers(1).idleTimeout(Duration.ofSeconds(1)).open())
        .hasMessageContaining("spareWorkers with idleTimeout");
  }
}
