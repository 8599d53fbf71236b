package io.processpool.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatObject;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.processpool.Pool;
import io.processpool.api.JobFuture;
import io.processpool.api.JobOptions;
import io.processpool.api.WorkerInfo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How many workers there are. */
abstract class SizesContract extends PoolContract {

  @ParameterizedTest
  @ValueSource(ints = {0, -1, Integer.MIN_VALUE, 1025})
  @DisplayName("167: a number of workers out of range is an argument error")
  void shouldRefuseImpossibleNumbersOfWorkers(int workers) {
    assertThatThrownBy(() -> backend().open(workers))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("workers=" + workers);
  }

  @Test
  @DisplayName("167: all wrong settings are told at once")
  void shouldTellAllWrongSettings() {
    assertThatThrownBy(
            () -> backend().builder(0).workerHeap(1).name(" ").startTimeout(Duration.ZERO).open())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("workers=0", "workerHeap=1", "name is blank", "startTimeout=PT0S");
  }

  @Test
  @DisplayName("168: one worker does everything in order")
  void shouldRunInOrderOnOneWorker() {
    Gate ran = gate();
    try (Pool own = backend().open(1)) {
      List<Long> times = own.map(x -> System.nanoTime(), numbers(50));
      assertThat(times).isSorted();
      assertThat(drain(own.imapUnordered(x -> x * x, numbers(20)))).isEqualTo(squares(20));
      List<JobFuture<Integer>> futures = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        futures.add(own.submit(() -> marks(ran)));
      }
      assertThat(futures.stream().map(JobFuture::join)).containsExactly(1, 2, 3, 4, 5);
    }
  }

  private static int marks(Gate gate) throws Exception {
    gate.mark("m");
    return gate.marks().size();
  }

  @Test
  @DisplayName("169, 170: all of more workers than cores run at once, and no task more")
  void shouldRunAsManyTasksAsWorkers() {
    int cores = Runtime.getRuntime().availableProcessors();
    int workers = 2 * Math.min(backend() == Backend.THREADS ? 100 : 2, cores) + 2;
    Gate meeting = gate();
    Gate hall = gate();
    Set<Long> before = children();
    try (Pool own = backend().open(workers)) {
      JobOptions single = JobOptions.defaults().chunkSize(1);
      assertThat(own.map(x -> meet(meeting, workers), numbers(workers), single)).hasSize(workers);
      JobFuture<List<Integer>> many =
          own.mapAsync(x -> pass(hall, x), numbers(15 * workers), single);
      assertAllBusy(own, hall, workers);
      assertThat(children().stream().filter(pid -> !before.contains(pid)).toList())
          .containsExactlyInAnyOrderElementsOf(processesOf(own))
          .hasSize(backend() == Backend.THREADS ? 0 : workers);
      hall.open();
      assertThat(many.join()).isEqualTo(numbers(15 * workers));
      assertThat(own.stats().workersLost()).isZero();
    }
  }

  private static Set<Long> children() {
    return ProcessHandle.current().children().map(ProcessHandle::pid).collect(Collectors.toSet());
  }

  /** The processes beside this one that are its workers. */
  private static Set<Long> processesOf(Pool pool) {
    return pool.workers().stream()
        .map(WorkerInfo::pid)
        .filter(pid -> pid != ProcessHandle.current().pid())
        .collect(Collectors.toSet());
  }

  private static void assertAllBusy(Pool own, Gate hall, int workers) {
    try {
      hall.awaitMarks(workers);
      assertThat(own.workers()).hasSize(workers);
      assertThat(own.workers()).allMatch(worker -> worker.state() == WorkerInfo.State.BUSY);
      assertThat(hall.marks()).hasSize(workers);
    } catch (AssertionError e) {
      own.terminate();
      throw e;
    }
  }

  private static int meet(Gate gate, int parties) throws Exception {
    gate.meet(parties);
    return parties;
  }

  private static int pass(Gate gate, int x) throws Exception {
    gate.pass(x);
    return x;
  }

  @Test
  @DisplayName("171: idle workers serve one call after the other; no more are made")
  void shouldReuseWorkers() {
    for (int i = 0; i < 50; i++) {
      assertThatObject(pool().apply(x -> x + 1, i)).isEqualTo(i + 1);
    }
    assertThat(pool().workers()).extracting(WorkerInfo::index).containsExactly(0, 1);
    assertThat(pool().workers()).extracting(WorkerInfo::number).containsExactly(0, 1);
  }

  @Test
  @DisplayName("171: short calls do not wait behind a long one while a worker is idle")
  void shouldNotQueueShortCallsBehindALongOne() {
    for (int i = 0; i < 50; i++) {
      pool().map(x -> x, numbers(10));
    }
    Gate gate = gate();
    JobFuture<Integer> slow = pool().submit(() -> pass(gate, 1));
    gate.awaitMarks(1);
    List<JobFuture<Integer>> quick = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      quick.add(pool().applyAsync(x -> x, i));
    }
    CompletableFuture<Void> all =
        CompletableFuture.allOf(
            quick.stream().map(JobFuture::toCompletableFuture).toArray(CompletableFuture[]::new));
    try {
      all.orTimeout(15, TimeUnit.SECONDS).join();
    } finally {
      gate.open();
    }
    assertThat(slow.join()).isEqualTo(1);
  }

  @Test
  @DisplayName("185: two pools at once, one used in the other's callback")
  void shouldKeepPoolsApart() {
    try (Pool other = backend().open(1)) {
      CompletableFuture<List<Integer>> both =
          pool()
              .mapAsync(x -> x + 1, numbers(10))
              .thenApply(list -> other.map(x -> x * 2, list))
              .thenCompose(list -> pool().mapAsync(x -> x - 2, list))
              .toCompletableFuture();
      assertThat(both.join()).isEqualTo(numbers(10).stream().map(x -> 2 * x).toList());
      other.terminate();
      assertThat(pool().map(x -> x * x, numbers(5))).isEqualTo(squares(5));
    }
  }

  @Test
  @DisplayName("172: large arguments and results arrive intact")
  void shouldCarryLargeValues() {
    byte[] large = new byte[20 << 20];
    for (int i = 0; i < large.length; i += 4093) {
      large[i] = (byte) i;
    }
    assertThatObject(pool().apply(bytes -> bytes, large)).isEqualTo(large).isNotSameAs(large);
  }
}
