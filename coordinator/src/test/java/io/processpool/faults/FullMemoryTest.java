package io.processpool.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.processpool.Pool;
import io.processpool.api.JobOptions;
import io.processpool.api.PoolException;
import io.processpool.api.TaskFailedException;
import io.processpool.api.WorkerLostException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** T16, 88: whatever is full in a worker, the caller is told which. */
@Tag("process")
@Tag("once")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class FullMemoryTest {

  private static final JobOptions ONCE = JobOptions.defaults().maxAttempts(1);

  private final Pool pool = CrashMatrixTest.open();

  @AfterAll
  void closePool() {
    pool.close();
  }

  @AfterEach
  void shouldHaveReplacedTheWorker() {
    assertThat(pool.map(x -> x + 1, List.of(1, 2, 3))).containsExactly(2, 3, 4);
    Workers.awaitIdle(pool);
  }

  @ParameterizedTest(name = "T16: {0}")
  @CsvSource({"HEAP, Java heap space", "METASPACE, Metaspace"})
  @DisplayName("T16: the JVM itself ends with 3, and its last line tells which memory was full")
  void shouldTellWhatWasFullInAWorkerThatEnded(CrashKind kind, String what) {
    WorkerLostException lost =
        catchThrowableOfType(
            WorkerLostException.class, () -> pool.apply(x -> happen(x), kind, ONCE));
    assertThat(lost.exitCode()).isEqualTo(3);
    assertThat(lost).hasMessageContainingAll("exit code 3: out of memory", what);
  }

  @Test
  @DisplayName("T16: a heap that fills up slowly, and a task that catches the error")
  void shouldNotGoOnWhenATaskCatchesTheError() {
    WorkerLostException lost =
        catchThrowableOfType(
            WorkerLostException.class, () -> pool.submit(FullMemoryTest::fillAndHide, ONCE).join());
    assertThat(lost).hasMessageContainingAll("exit code 3: out of memory", "Java heap space");
  }

  private static int fillAndHide() {
    List<byte[]> all = new ArrayList<>();
    try {
      while (true) {
        all.add(new byte[1 << 20]);
      }
    } catch (OutOfMemoryError e) {
      return all.size();
    }
  }

  @Test
  @DisplayName("T16: direct memory: the item's error says so, and the worker is replaced")
  void shouldTellThatDirectMemoryWasFull() {
    long lost = pool.stats().workersLost();
    TaskFailedException failed =
        catchThrowableOfType(
            TaskFailedException.class, () -> pool.apply(x -> happen(x), CrashKind.DIRECT, ONCE));
    assertThat(failed.getCause())
        .isInstanceOf(OutOfMemoryError.class)
        .hasMessageContaining("direct buffer memory");
    Workers.awaitLost(pool, lost + 1);
  }

  @Test
  @DisplayName("T16: no more threads: the item's error says so, and the worker is replaced")
  void shouldTellThatThereAreNoMoreThreads() {
    long lost = pool.stats().workersLost();
    TaskFailedException failed =
        catchThrowableOfType(
            TaskFailedException.class, () -> pool.submit(FullMemoryTest::threads, ONCE).join());
    assertThat(failed.getCause())
        .isInstanceOf(OutOfMemoryError.class)
        .hasMessageContaining("unable to create native thread");
    Workers.awaitLost(pool, lost + 1);
  }

  /** No system gives a stack of 64 TiB, and asking harms nobody else on this machine. */
  private static int threads() {
    new Thread(null, () -> {}, "too much", 1L << 46).start();
    return 1;
  }

  @Test
  @DisplayName("T16: full memory inside the coding of an argument is recognised")
  void shouldRecogniseFullMemoryInsideCoding() {
    Trap trap =
        new Trap(CrashKind.DIRECT, CrashPhase.DECODE_ARGUMENT, ProcessHandle.current().pid());
    List<Object> items = List.of(1, trap);
    PoolException lost =
        catchThrowableOfType(PoolException.class, () -> pool.map(x -> x, items, ONCE));
    assertThat(lost)
        .isInstanceOf(WorkerLostException.class)
        .hasMessageContainingAll("item 1", "exit code 3: out of memory", "direct buffer memory");
  }

  private static int happen(CrashKind kind) throws Exception {
    kind.happen();
    return 0;
  }
}
