package io.processpool.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.processpool.api.JobFuture;
import io.processpool.api.JobOptions;
import io.processpool.api.Results;
import io.processpool.api.WorkerInfo;
import io.processpool.api.WorkerLostException;
import io.processpool.task.WorkerContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Workers that are killed from outside, at work and without. */
@Tag("process")
@Tag("once")
class KilledWorkersTest extends PoolContract {

  private static final JobOptions SINGLE = JobOptions.defaults().chunkSize(1);

  @Override
  Backend backend() {
    return Backend.PROCESSES;
  }

  private static int slowly(Gate gate, int x) throws Exception {
    if (x % 50 == 0) {
      gate.mark(x);
    }
    Thread.sleep(1);
    return x * x;
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 100})
  @DisplayName("81: a worker killed in a map of a thousand gives a thousand right results")
  void shouldGiveAllResultsThoughAWorkerIsKilled(int chunk) {
    Gate gate = gate();
    awaitWhole();
    long lost = pool().stats().workersLost();
    JobOptions options =
        chunk == 0 ? JobOptions.defaults() : JobOptions.defaults().chunkSize(chunk);
    JobFuture<List<Integer>> map = pool().mapAsync(x -> slowly(gate, x), numbers(1000), options);
    gate.awaitMarks(3);
    kill(pool().workers().get(0).pid());
    assertThat(map.join()).isEqualTo(squares(1000));
    await().atMost(LONG).until(() -> pool().stats().workersLost() > lost);
    awaitWhole();
  }

  @Test
  @DisplayName("81: without another try a killed worker costs the item it ran and no other")
  void shouldLoseOneItemWhereNoneIsTriedAgain() {
    Gate gate = gate();
    List<Object> all = new ArrayList<>();
    try (Results<Integer> results =
        pool()
            .imap(
                x -> {
                  if (x == 10) {
                    gate.pass(ProcessHandle.current().pid());
                  }
                  return x;
                },
                numbers(100),
                SINGLE.maxAttempts(1))) {
      for (int i = 0; i < 10; i++) {
        all.add(results.next());
      }
      gate.awaitMarks(1);
      kill(Long.parseLong(gate.marks().get(0)));
      all.addAll(drainWithFailures(results));
    }
    assertThat(all.get(10))
        .isInstanceOfSatisfying(
            WorkerLostException.class,
            e -> {
              assertThat(e.exitCode()).isEqualTo(128 + 9);
              assertThat(e.itemIndex()).isEqualTo(10);
            });
    all.set(10, 10);
    assertThat(all).isEqualTo(numbers(100));
  }

  /** Waits for ever, the first time, in a process that it names. */
  private static int stuckAtFirst(Gate who) throws Exception {
    int attempt = WorkerContext.current().attempt();
    if (attempt == 1) {
      who.mark(ProcessHandle.current().pid());
      new CountDownLatch(1).await();
    }
    return attempt;
  }

  @Test
  @DisplayName("86: items that stand at a killed worker and have not begun run elsewhere, once")
  void shouldRunElsewhereOnceWhatStoodAtAKilledWorker() throws Exception {
    Gate hold = gate();
    Gate who = gate();
    Gate ran = gate();
    awaitWhole();
    for (int i = 0; i < 50; i++) { // until chunks are known to be short, so that several stand
      assertThat(pool().map(x -> x, numbers(10), SINGLE)).isEqualTo(numbers(10));
    }
    JobFuture<Integer> blocker =
        pool()
            .submit(
                () -> {
                  hold.pass("blocker");
                  return 1;
                });
    hold.awaitMarks(1);
    JobFuture<List<Integer>> attempts =
        pool()
            .mapAsync(
                x -> {
                  ran.mark(x);
                  return x == 0 ? stuckAtFirst(who) : WorkerContext.current().attempt();
                },
                numbers(8),
                SINGLE);
    who.awaitMarks(1);
    await().atMost(LONG).until(() -> pool().stats().chunksInFlight() >= 3);
    assertThat(ran.marks()).containsExactly("0");
    kill(Long.parseLong(who.marks().get(0)));
    hold.open();
    assertThat(attempts.get()).containsExactly(2, 1, 1, 1, 1, 1, 1, 1);
    assertThat(ran.marks()).containsExactly("0", "0", "1", "2", "3", "4", "5", "6", "7");
    assertThat(blocker.get()).isEqualTo(1);
  }

  @Test
  @DisplayName("82: all workers killed at once, three times over, give a thousand right results")
  void shouldGiveAllResultsThoughAllWorkersAreKilled() {
    Gate gate = gate();
    long seed = System.nanoTime();
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    awaitWhole(); // three kills of workers that start would break the pool, and rightly
    JobFuture<List<Integer>> map = pool().mapAsync(x -> slowly(gate, x), numbers(1000));
    long lost = pool().stats().workersLost();
    int marks = 0;
    for (int round = 0; round < 3; round++) {
      marks += 1 + random.nextInt(5);
      gate.awaitMarks(marks);
      pool().workers().forEach(worker -> kill(worker.pid()));
    }
    assertThat(map.join()).isEqualTo(squares(1000));
    // At least those of the first round; in a later one the successors may not be there yet.
    await().atMost(LONG).until(() -> pool().stats().workersLost() >= lost + 2);
    awaitWhole();
  }

  @Test
  @DisplayName("80: a worker killed while idle is replaced, and the next call succeeds")
  void shouldReplaceAnIdleWorkerThatWasKilled() {
    awaitWhole();
    WorkerInfo before = pool().workers().get(1);
    kill(before.pid());
    assertThat(pool().broadcast(() -> WorkerContext.current().workerIndex())).containsExactly(0, 1);
    awaitWhole();
    WorkerInfo after = pool().workers().get(1);
    assertThat(after.index()).isEqualTo(1);
    assertThat(after.number()).isGreaterThan(before.number());
    assertThat(after.pid()).isNotEqualTo(before.pid());
  }

  private static void kill(long pid) {
    if (pid > 0) {
      ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
    }
  }
}
