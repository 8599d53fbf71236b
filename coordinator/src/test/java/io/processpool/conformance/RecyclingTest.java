package io.processpool.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.processpool.Pool;
import io.processpool.PoolBuilder;
import io.processpool.api.JobFuture;
import io.processpool.api.JobOptions;
import io.processpool.api.PoolClosedException;
import io.processpool.api.PoolListener;
import io.processpool.api.WorkerInfo;
import io.processpool.task.WorkerContext;
import java.io.Serializable;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Workers that are replaced when they have run so many items. */
@Tag("process")
@Tag("once")
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RecyclingTest {

  private static final JobOptions ONE_BY_ONE = JobOptions.defaults().chunkSize(1);

  @TempDir Path folder;

  /** Many workers are started, each for a moment. */
  private static PoolBuilder builder(int workers, int limit) {
    return Pool.builder()
        .workers(workers)
        .maxTasksPerWorker(limit)
        .workerJvmArguments(List.of("-XX:TieredStopAtLevel=1"));
  }

  /** An item and the process that ran it; the system gives a number to another process later. */
  record Ran(int item, int place, long pid, Instant started) {

    private static final Instant STARTED =
        ProcessHandle.current().info().startInstant().orElseThrow();

    static Ran here(int item) {
      WorkerContext worker = WorkerContext.current();
      return new Ran(item, worker.workerIndex(), worker.pid(), STARTED);
    }
  }

  private static List<Integer> numbers(int count) {
    return IntStream.range(0, count).boxed().toList();
  }

  private static void assertEachItemOnce(List<Ran> all, int count) {
    assertThat(all).extracting(Ran::item).isEqualTo(numbers(count));
  }

  /** How many items each process ran. */
  private static Collection<Long> perProcess(List<Ran> all) {
    Map<String, Long> counts =
        all.stream()
            .collect(
                Collectors.groupingBy(
                    ran -> ran.pid() + " " + ran.started(), Collectors.counting()));
    return counts.values();
  }

  @Test
  @DisplayName("110: with a limit of 10 three workers run 100 tasks in 10 processes or more")
  void shouldReplaceWorkersThatHaveRunTheirItems() {
    try (Pool pool = builder(3, 10).open()) {
      List<Ran> all = pool.map(Ran::here, numbers(100), ONE_BY_ONE);
      assertEachItemOnce(all, 100);
      assertThat(perProcess(all)).hasSizeGreaterThanOrEqualTo(10).allMatch(items -> items <= 10);
      assertThat(all).allMatch(ran -> ran.place() >= 0 && ran.place() < 3);
      assertThat(pool.stats().workersLost()).isZero();
    }
  }

  @Test
  @DisplayName("111: with a limit of 1 all queued tasks are done when the pool closes at once")
  void shouldRunAllQueuedTasksThoughItClosesAtOnce() {
    List<JobFuture<Long>> futures = new ArrayList<>();
    try (Pool pool = builder(2, 1).open()) {
      for (int i = 0; i < 8; i++) {
        futures.add(pool.submit(() -> ProcessHandle.current().pid()));
      }
    }
    assertThat(futures).allMatch(JobFuture::isSuccessful);
    assertThat(futures.stream().map(JobFuture::join)).doesNotHaveDuplicates();
  }

  @Test
  @DisplayName("112: with a limit of 3 the fourth task runs in another process")
  void shouldRunTheFourthTaskInANewProcess() {
    try (Pool pool = builder(1, 3).open()) {
      List<Long> pids = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        pids.add(pool.apply(x -> ProcessHandle.current().pid(), i));
      }
      assertThat(pids.subList(0, 3)).containsOnly(pids.get(0));
      assertThat(pids.get(3)).isNotEqualTo(pids.get(0));
    }
  }

  @Test
  @DisplayName("113: one worker with a limit of 2 finishes six tasks that were queued before")
  void shouldFinishMoreQueuedTasksThanOneWorkerMayRun() {
    try (Pool pool = builder(1, 2).open()) {
      List<JobFuture<Integer>> futures =
          numbers(6).stream().map(i -> pool.applyAsync(x -> x * x, i)).toList();
      assertThat(futures.stream().map(JobFuture::join)).containsExactly(0, 1, 4, 9, 16, 25);
    }
  }

  @Test
  @DisplayName("114: a limit below 1 is refused")
  void shouldRefuseLimitsBelowOne() {
    for (int limit : new int[] {0, -1}) {
      assertThatThrownBy(() -> Pool.builder().maxTasksPerWorker(limit).open())
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("maxTasksPerWorker=" + limit + " items (expected: 1 or more)");
    }
  }

  @Test
  @DisplayName("115: a limit smaller than a chunk counts items, and each item runs once")
  void shouldCountItemsWhenChunksAreLarger() {
    Gate ran = Gate.in(folder);
    try (Pool pool = builder(2, 3).open()) {
      List<Ran> all =
          pool.map(
              x -> {
                ran.mark(x);
                return Ran.here(x);
              },
              numbers(12),
              JobOptions.defaults().chunkSize(10));
      assertEachItemOnce(all, 12);
      assertThat(perProcess(all)).allMatch(items -> items <= 3);
      assertThat(ran.marks()).hasSize(12).doesNotHaveDuplicates();
    }
  }

  @Test
  @DisplayName("116: results of 4 MiB from workers that leave behind each")
  void shouldBringHomeLargeResultsOfWorkersThatLeave() {
    try (Pool pool = builder(2, 1).open()) {
      List<byte[]> all =
          pool.map(
              x -> {
                byte[] large = new byte[4 << 20];
                large[large.length - 1] = (byte) (int) x;
                return large;
              },
              numbers(6),
              ONE_BY_ONE);
      assertThat(all).extracting(large -> (int) large[(4 << 20) - 1]).isEqualTo(numbers(6));
    }
  }

  @Test
  @DisplayName("116: the same with texts, which cross the socket")
  void shouldBringHomeLongTextsOfWorkersThatLeave() {
    try (Pool pool = builder(2, 1).open()) {
      List<String> all =
          pool.map(x -> Character.toString('a' + x).repeat(4 << 20), numbers(6), ONE_BY_ONE);
      assertThat(all).allMatch(text -> text.length() == 4 << 20);
      assertThat(all)
          .extracting(text -> text.chars().distinct().boxed().toList())
          .containsExactlyElementsOf(numbers(6).stream().map(i -> List.of('a' + i)).toList());
      assertThat(pool.stats().ipc().bytesIn()).isGreaterThan(6L * (4 << 20));
    }
  }

  @Test
  @DisplayName("99: the initializer runs once for each worker that starts, recycled ones included")
  void shouldInitializeEachWorkerOnce() {
    Gate started = Gate.in(folder);
    PoolBuilder builder =
        builder(2, 1).initializer(worker -> started.mark(ProcessHandle.current().pid()));
    try (Pool pool = builder.open()) {
      assertThat(pool.map(x -> x, numbers(6), ONE_BY_ONE)).isEqualTo(numbers(6));
    }
    assertThat(started.marks()).hasSizeBetween(6, 8).doesNotHaveDuplicates();
  }

  @Test
  void shouldCountBroadcastsAndGiveOneToEachPlace() {
    try (Pool pool = builder(2, 2).open()) {
      List<Ran> all = new ArrayList<>();
      for (int round = 0; round < 3; round++) {
        List<Ran> each = pool.broadcast(() -> Ran.here(0));
        assertThat(each).extracting(Ran::place).containsExactly(0, 1);
        all.addAll(each);
      }
      assertThat(perProcess(all)).hasSize(4).allMatch(items -> items <= 2);
    }
  }

  @Test
  void shouldNeverRunMoreItemsAtATimeThanThereArePlaces() throws Exception {
    Gate gate = Gate.in(folder);
    CountDownLatch ready = new CountDownLatch(4);
    PoolListener listener =
        new PoolListener() {
          @Override
          public void onWorkerReady(WorkerInfo worker) {
            ready.countDown();
          }
        };
    try (Pool pool = builder(2, 1).listener(listener).open()) {
      List<JobFuture<String>> futures =
          numbers(4).stream()
              .map(
                  i ->
                      pool.applyAsync(
                          x -> {
                            gate.pass(WorkerContext.current().workerIndex());
                            return "passed";
                          },
                          i))
              .toList();
      gate.awaitMarks(2);
      assertThat(ready.await(60, TimeUnit.SECONDS)).as("successors are there").isTrue();
      assertThat(gate.marks()).containsExactly("0", "1");
      gate.open();
      assertThat(futures.stream().map(JobFuture::join)).containsOnly("passed").hasSize(4);
    }
  }

  /** Nobody holds the pool any more, only what it owes. */
  private static List<Future<Integer>> submitAndForget(Function<ExecutorService, ?> end) {
    ExecutorService tasks = builder(2, 1).open().asExecutorService();
    List<Future<Integer>> futures = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      int number = i;
      futures.add(tasks.submit((Callable<Integer> & Serializable) () -> number));
    }
    end.apply(tasks);
    return futures;
  }

  @Test
  @DisplayName("120: shut down without waiting and forgotten, a recycling pool does what it owes")
  void shouldFinishWhatItOwesWhenShutDownAndForgotten() throws Exception {
    List<Future<Integer>> futures =
        submitAndForget(
            tasks -> {
              tasks.shutdown();
              return null;
            });
    assertAllSucceedThoughThereAreCollections(futures);
  }

  @Test
  @DisplayName("120: forgotten without a shutdown, a recycling pool does what it owes")
  void shouldFinishWhatItOwesWhenForgotten() throws Exception {
    assertAllSucceedThoughThereAreCollections(submitAndForget(tasks -> tasks));
  }

  private static void assertAllSucceedThoughThereAreCollections(List<Future<Integer>> futures)
      throws Exception {
    List<Integer> values = new ArrayList<>();
    for (Future<Integer> future : futures) {
      System.gc();
      values.add(future.get());
    }
    assertThat(values).isEqualTo(numbers(6));
  }

  @Test
  @DisplayName("120: ended at once, a recycling pool leaves no future without an end")
  void shouldLeaveNoFutureWithoutAnEndWhenEndedAtOnce() {
    List<Future<Integer>> futures = submitAndForget(ExecutorService::shutdownNow);
    for (Future<Integer> future : futures) {
      System.gc();
      Throwable failure = catchThrowable(() -> assertThat(future.get()).isBetween(0, 5));
      assertThat(failure)
          .satisfiesAnyOf(
              none -> assertThat(none).isNull(),
              ended -> assertThat(ended).hasCauseInstanceOf(PoolClosedException.class),
              ended -> assertThat(ended).isInstanceOf(CancellationException.class));
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 100", "7, 100"})
  @DisplayName("T9: queued items and a close that races with recycling: none is stranded")
  void shouldStrandNoItemWhileClosing(int limit, int items) {
    assertNoneStranded(limit, items);
  }

  @Tag("long")
  @ParameterizedTest
  @CsvSource({"1, 1000", "7, 1000"})
  @Timeout(value = 3_000, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  @DisplayName("T9: a thousand queued items")
  void shouldStrandNoItemOfAThousandWhileClosing(int limit, int items) {
    assertNoneStranded(limit, items);
  }

  private static void assertNoneStranded(int limit, int items) {
    List<JobFuture<Ran>> futures;
    try (Pool pool = builder(2, limit).open()) {
      futures = numbers(items).stream().map(i -> pool.applyAsync(Ran::here, i)).toList();
    }
    List<Ran> all = futures.stream().map(JobFuture::join).toList();
    assertEachItemOnce(all, items);
    assertThat(perProcess(all))
        .hasSizeGreaterThanOrEqualTo((items + limit - 1) / limit)
        .allMatch(count -> count <= limit);
  }
}
