package io.processpool.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.processpool.Pool;
import io.processpool.api.JobOptions;
import io.processpool.api.PoolException;
import io.processpool.api.PoolStats;
import io.processpool.api.Results;
import io.processpool.api.TaskFailedException;
import io.processpool.api.WorkerLostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * T2: everything that can go wrong, at every moment of an item's life: the item fails by name, the
 * other 99 succeed, and the pool goes on. Those around the items are in {@link CrashAroundTest}.
 */
@Tag("process")
@Tag("once")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class CrashMatrixTest {

  private static final int ITEMS = 100;
  private static final int BAD = 37;
  private static final JobOptions ONCE = JobOptions.defaults().maxAttempts(1).chunkSize(10);

  /** Good items must not pass it either, on a busy machine with a worker that has just begun. */
  private static final Duration LIMIT = Duration.ofSeconds(3);

  private static final Set<CrashKind> CODING_IN_SHORT =
      EnumSet.of(
          CrashKind.ERROR,
          CrashKind.STACK_OVERFLOW,
          CrashKind.DIRECT,
          CrashKind.HALT_0,
          CrashKind.LOOP);

  private Pool pool = open();

  static Pool open() {
    return Pool.builder()
        .workers(2)
        .name("matrix")
        .workerHeap(64 << 20)
        .workerJvmArguments(List.of("-XX:MaxMetaspaceSize=48m"))
        .open();
  }

  @AfterAll
  void closePool() {
    CrashKind.release.countDown();
    pool.close();
  }

  @AfterEach
  void shouldLeaveThePoolWhole() {
    if (pool.stats().state() != PoolStats.State.RUNNING) {
      pool.close();
      pool = open(); // one failed cell must not fail the others
    }
    Workers.awaitIdle(pool);
  }

  static Stream<CrashCell> cells() {
    return CrashCell.all()
        .filter(
            cell ->
                cell.isIn(
                    CrashPhase.ENCODE_ARGUMENT,
                    CrashPhase.DECODE_ARGUMENT,
                    CrashPhase.RUN,
                    CrashPhase.ENCODE_RESULT,
                    CrashPhase.DECODE_RESULT))
        .filter(cell -> !isOwnMemory(cell));
  }

  static Stream<CrashCell> ownMemory() {
    return CrashCell.all().filter(CrashMatrixTest::isOwnMemory);
  }

  private static boolean isOwnMemory(CrashCell cell) {
    return cell.isIn(CrashPhase.ENCODE_ARGUMENT, CrashPhase.DECODE_RESULT)
        && (cell.kind() == CrashKind.HEAP || cell.kind() == CrashKind.DIRECT);
  }

  static Stream<CrashCell> someCells() {
    return cells().filter(CrashMatrixTest::isInShort);
  }

  static Stream<CrashCell> otherCells() {
    return cells().filter(cell -> !isInShort(cell));
  }

  private static boolean isInShort(CrashCell cell) {
    return cell.phase() == CrashPhase.RUN
        || cell.phase().isHere()
        || CODING_IN_SHORT.contains(cell.kind());
  }

  @ParameterizedTest(name = "T2: {0}")
  @MethodSource("someCells")
  void shouldFailOnlyTheItemThatGoesWrong(CrashCell cell) {
    assertOnlyTheBadItemFails(cell);
  }

  @Tag("long")
  @ParameterizedTest(name = "T2: {0}")
  @MethodSource("otherCells")
  void shouldFailOnlyTheItemThatGoesWrongInOtherWays(CrashCell cell) {
    assertOnlyTheBadItemFails(cell);
  }

  /** No item's failure: where the program's own memory ends, the program has to know. */
  @ParameterizedTest(name = "T2: {0}")
  @MethodSource("ownMemory")
  void shouldTellTheCallerThatItsOwnMemoryIsFull(CrashCell cell) {
    assertThatThrownBy(() -> run(cell)).isInstanceOf(OutOfMemoryError.class);
    assertThat(pool.map(x -> x + 1, List.of(1, 2, 3))).containsExactly(2, 3, 4);
  }

  private void assertOnlyTheBadItemFails(CrashCell cell) {
    long lost = pool.stats().workersLost();
    List<Object> all = run(cell);
    assertThat(all).hasSize(ITEMS);
    Object end = all.get(BAD);
    List<Object> others = new ArrayList<>(all);
    others.remove(BAD);
    assertThat(others).isEqualTo(IntStream.range(0, ITEMS).filter(i -> i != BAD).boxed().toList());
    if (cell.end() == null) {
      assertThat(end).isNotInstanceOf(Throwable.class);
    } else {
      assertThat(end).isInstanceOf(cell.end());
      assertThat((Throwable) end).hasMessageContainingAll("matrix: ", "item " + BAD);
    }
    if (end instanceof WorkerLostException death) {
      assertTellsTheDeath(cell, death);
    }
    if (end instanceof TaskFailedException && isLasting(cell.kind())) {
      await().atMost(LIMIT.multipliedBy(20)).until(() -> pool.stats().workersLost() > lost);
    }
  }

  /** After these the worker is not to be trusted, though the task's failure came through. */
  private static boolean isLasting(CrashKind kind) {
    return kind == CrashKind.STACK_OVERFLOW || kind == CrashKind.DIRECT;
  }

  private static void assertTellsTheDeath(CrashCell cell, WorkerLostException end) {
    CrashCell.Death death = cell.death();
    assertThat(end.exitCode()).isEqualTo(death.exitCode());
    assertThat(end)
        .hasMessageContainingAll(
            "pid " + end.death().pid(), "exit code " + death.exitCode(), death.meaning());
  }

  private List<Object> run(CrashCell cell) {
    long home = ProcessHandle.current().pid();
    CrashKind kind = cell.kind();
    CrashPhase phase = cell.phase();
    List<Object> items = new ArrayList<>(IntStream.range(0, ITEMS).boxed().toList());
    if (cell.isIn(CrashPhase.ENCODE_ARGUMENT, CrashPhase.DECODE_ARGUMENT)) {
      items.set(BAD, new Trap(kind, phase, home));
    }
    JobOptions options = kind.hangs() ? ONCE.taskTimeout(LIMIT) : ONCE;
    List<Object> all = new ArrayList<>();
    try (Results<Object> results =
        pool.imap(item -> work(item, kind, phase, home), items, options)) {
      while (results.hasNext()) {
        try {
          all.add(results.next());
        } catch (PoolException e) {
          all.add(e);
        }
      }
    }
    return all;
  }

  private static Object work(Object item, CrashKind kind, CrashPhase phase, long home)
      throws Exception {
    if (!item.equals(BAD)) {
      return item;
    }
    if (phase == CrashPhase.RUN) {
      kind.happen();
    }
    return phase == CrashPhase.ENCODE_RESULT || phase == CrashPhase.DECODE_RESULT
        ? new Trap(kind, phase, home)
        : item;
  }
}
