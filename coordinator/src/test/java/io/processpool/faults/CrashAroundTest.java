package io.processpool.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.processpool.Pool;
import io.processpool.api.JobOptions;
import io.processpool.api.PoolStats;
import io.processpool.api.WorkerInfo;
import io.processpool.api.WorkerStartException;
import io.processpool.conformance.Gate;
import io.processpool.task.WorkerContext;
import java.lang.ref.Cleaner;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** T2, continued: what goes wrong before the items, behind their results, and at the end. */
@Tag("process")
@Tag("once")
@Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class CrashAroundTest {

  private static final List<Integer> NUMBERS = IntStream.range(0, 100).boxed().toList();
  private static final int BAD = 37;
  private static final Duration A_MINUTE = Duration.ofMinutes(1);
  private static final Set<CrashKind> IN_SHORT =
      EnumSet.of(CrashKind.CHECKED, CrashKind.HALT_0, CrashKind.SEGFAULT);

  /** In a worker: whether the cleaner of the bad item's result has begun. */
  private static volatile @Nullable CountDownLatch cleaning;

  @TempDir Path folder;

  @AfterEach
  void letGo() {
    CrashKind.release.countDown();
    CrashKind.release = new CountDownLatch(1);
  }

  static Stream<CrashCell> someCells() {
    return aroundCells().filter(cell -> IN_SHORT.contains(cell.kind()));
  }

  static Stream<CrashCell> otherCells() {
    return aroundCells().filter(cell -> !IN_SHORT.contains(cell.kind()));
  }

  private static Stream<CrashCell> aroundCells() {
    return CrashCell.all().filter(cell -> cell.isIn(CrashPhase.INITIALIZER, CrashPhase.CLEANER));
  }

  static Stream<CrashKind> callbackKinds() {
    return CrashCell.all().filter(cell -> cell.isIn(CrashPhase.CALLBACK)).map(CrashCell::kind);
  }

  @ParameterizedTest(name = "T2: {0}")
  @MethodSource("someCells")
  void shouldSurviveWhatGoesWrongAroundItems(CrashCell cell) {
    survive(cell);
  }

  @Tag("long")
  @ParameterizedTest(name = "T2: {0}")
  @MethodSource("otherCells")
  void shouldSurviveWhatGoesWrongAroundItemsInOtherWays(CrashCell cell) {
    survive(cell);
  }

  private void survive(CrashCell cell) {
    if (cell.phase() == CrashPhase.CLEANER) {
      surviveCleaner(cell.kind());
    } else {
      surviveInitializer(cell.kind());
    }
  }

  /** What is thrown ends all work with it; what kills or hangs the first worker costs one. */
  private void surviveInitializer(CrashKind kind) {
    Gate gate = Gate.in(folder);
    boolean thrown = kind.isHarmlessHere() && kind != CrashKind.THREAD && kind != CrashKind.HEAP;
    try (Pool pool =
        Pool.builder()
            .workers(2)
            .workerHeap(64 << 20)
            .workerJvmArguments(List.of("-XX:MaxMetaspaceSize=48m"))
            .startTimeout(Duration.ofSeconds(kind.hangs() ? 20 : 60))
            .initializer(worker -> initialize(worker, kind, gate, thrown))
            .open()) {
      if (thrown) {
        assertThatThrownBy(() -> pool.map(x -> x, NUMBERS))
            .isInstanceOf(WorkerStartException.class)
            .hasMessageContaining("the initializer failed")
            .hasCauseInstanceOf(Throwable.class);
      } else {
        assertThat(pool.map(x -> x, NUMBERS)).isEqualTo(NUMBERS);
        Workers.awaitIdle(pool);
        assertThat(gate.marks()).hasSize(1);
        assertThat(pool.stats().workersLost()).isEqualTo(kind == CrashKind.THREAD ? 0 : 1);
      }
    }
  }

  private static void initialize(
      WorkerContext worker, CrashKind kind, Gate gate, boolean inAllWorkers) throws Exception {
    if (inAllWorkers || (worker.workerIndex() == 0 && gate.marks().isEmpty())) {
      gate.mark("bad");
      kind.happen();
    }
  }

  /** 73: the result was sent; what crashes the worker then costs another item an attempt. */
  private static void surviveCleaner(CrashKind kind) {
    try (Pool pool = CrashMatrixTest.open()) {
      assertThat(pool.map(x -> leaveToClean(x, kind), NUMBERS, JobOptions.defaults().chunkSize(1)))
          .isEqualTo(NUMBERS);
      if (kind.hangs()) {
        Workers.ready(pool).forEach(Workers::kill); // nobody else ends what spins there
      }
      assertThat(pool.map(x -> x, NUMBERS)).isEqualTo(NUMBERS);
      boolean mortal = !kind.isHarmlessHere() || kind == CrashKind.HEAP;
      if (mortal) {
        // The bad item may have been its worker's last, and then nothing has collected there yet.
        await().atMost(A_MINUTE).until(() -> collect(pool).workersLost() > 0);
      } else {
        assertThat(pool.stats().workersLost()).isZero();
      }
    }
  }

  @Test
  @DisplayName("73: a result is delivered though what it left behind will crash the worker")
  void shouldDeliverTheResultBeforeTheCleanerCrashes() {
    Gate go = Gate.in(folder);
    try (Pool pool = Pool.builder().workers(1).workerHeap(64 << 20).open()) {
      int delivered =
          pool.apply(
              x -> {
                Cleaner.create().register(new Object(), () -> haltWhenOpen(go));
                return x;
              },
              5);
      assertThat(delivered).isEqualTo(5);
      assertThat(pool.stats().workersLost()).isZero();
      go.open();
      await().atMost(A_MINUTE).until(() -> collect(pool).workersLost() > 0);
      assertThat(pool.map(x -> x, NUMBERS)).isEqualTo(NUMBERS);
      assertThat(pool.stats().workersLost()).isEqualTo(1);
    }
  }

  private static void haltWhenOpen(Gate go) {
    while (!go.isOpen()) {
      LockSupport.parkNanos(1_000_000);
    }
    Runtime.getRuntime().halt(9);
  }

  private static PoolStats collect(Pool pool) {
    assertThat(pool.map(CrashAroundTest::collected, NUMBERS)).isEqualTo(NUMBERS);
    return pool.stats();
  }

  private static int collected(int x) {
    System.gc();
    return x;
  }

  private static int leaveToClean(int x, CrashKind kind) throws InterruptedException {
    CountDownLatch begun = cleaning;
    if (x == BAD) {
      CountDownLatch beginning = new CountDownLatch(1);
      Cleaner.create().register(new Object(), () -> crash(kind, beginning));
      cleaning = beginning;
    } else if (begun != null) {
      while (begun.getCount() > 0) {
        System.gc();
        begun.await(5, TimeUnit.MILLISECONDS);
      }
      Thread.sleep(5); // so that something runs while it crashes
    }
    return x;
  }

  private static void crash(CrashKind kind, CountDownLatch beginning) {
    beginning.countDown();
    try {
      kind.happen();
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  @DisplayName("T2: shutdown hooks that crash, hang, or exit: the pool closes all the same")
  void shouldCloseWhateverShutdownHooksDo() {
    CrashKind[] kinds = CrashKind.values();
    Pool pool =
        Pool.builder()
            .workers(kinds.length)
            .workerHeap(32 << 20)
            .workerJvmArguments(List.of("-XX:MaxMetaspaceSize=48m"))
            .open();
    assertThat(
            pool.broadcast(
                () -> {
                  CrashKind kind = CrashKind.values()[WorkerContext.current().workerIndex()];
                  CountDownLatch nobody = new CountDownLatch(1);
                  Runtime.getRuntime().addShutdownHook(new Thread(() -> crash(kind, nobody)));
                  return kind;
                }))
        .containsExactly(kinds);
    assertThat(pool.map(x -> x, NUMBERS)).isEqualTo(NUMBERS);
    List<ProcessHandle> processes =
        Workers.handles(pool.workers().stream().map(WorkerInfo::pid).map(String::valueOf));
    assertThat(processes).hasSize(kinds.length);
    pool.close();
    assertThat(processes).noneMatch(ProcessHandle::isAlive);
    assertThat(pool.stats().workersLost()).isZero();
  }

  @ParameterizedTest(name = "T2: CALLBACK {0}")
  @MethodSource("callbackKinds")
  void shouldGoOnWhateverCallbacksDo(CrashKind kind) throws InterruptedException {
    try (Pool pool = Pool.builder().workers(1).workerHeap(64 << 20).open()) {
      CountDownLatch begun = new CountDownLatch(1);
      CompletableFuture<Integer> stage =
          pool.applyAsync(x -> x, 1)
              .<Integer>thenApply(
                  x -> {
                    crash(kind, begun);
                    return x;
                  })
              .toCompletableFuture();
      assertThat(begun.await(A_MINUTE.toSeconds(), TimeUnit.SECONDS)).isTrue();
      assertThat(pool.map(x -> x, NUMBERS)).isEqualTo(NUMBERS);
      if (kind == CrashKind.LOOP) {
        assertThat(stage).isNotDone();
        CrashKind.release.countDown();
      }
      boolean good = kind == CrashKind.LOOP || kind == CrashKind.THREAD;
      assertThat(stage.handle((x, error) -> error == null).join()).isEqualTo(good);
      assertThat(pool.stats().workersLost()).isZero();
    }
  }
}
