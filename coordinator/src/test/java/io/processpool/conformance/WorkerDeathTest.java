package io.processpool.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.processpool.Pool;
import io.processpool.api.JobFuture;
import io.processpool.api.JobOptions;
import io.processpool.api.Outcome;
import io.processpool.api.Results;
import io.processpool.api.WorkerLostException;
import io.processpool.task.TaskFunction;
import io.processpool.task.WorkerContext;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Workers that die, by themselves or killed. */
@Tag("process")
@Tag("once")
@SuppressWarnings("serial")
class WorkerDeathTest extends PoolContract {

  private static final JobOptions ONCE = JobOptions.defaults().maxAttempts(1);

  @Override
  Backend backend() {
    return Backend.PROCESSES;
  }

  /** Ends the process that writes or reads it, unless that is the test's. */
  static final class Bomb implements Serializable {
    private final long home = ProcessHandle.current().pid();
    private final int status;
    private final boolean explodesWhenWritten;

    Bomb(int status, boolean explodesWhenWritten) {
      this.status = status;
      this.explodesWhenWritten = explodesWhenWritten;
    }

    private void writeObject(ObjectOutputStream out) throws IOException {
      if (explodesWhenWritten) {
        Runtime.getRuntime().halt(status);
      }
      out.defaultWriteObject();
    }

    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
      in.defaultReadObject();
      if (home != ProcessHandle.current().pid()) {
        Runtime.getRuntime().halt(status);
      }
    }
  }

  /** The tenth item ends its worker; the others survive, whatever way it goes. */
  private void assertOnlyTheTenthIsLost(TaskFunction<Integer, Object> function, int exitCode) {
    assertOnlyTheTenthIsLost(function, numbers(12), exitCode);
  }

  private <T> void assertOnlyTheTenthIsLost(
      TaskFunction<T, Object> function, List<T> items, int exitCode) {
    List<Object> all = drainWithFailures(pool().imap(function, items, ONCE.chunkSize(4)));
    assertThat(all).hasSize(12);
    assertThat(all.get(9))
        .isInstanceOfSatisfying(
            WorkerLostException.class,
            e -> {
              assertThat(e.exitCode()).isEqualTo(exitCode);
              assertThat(e.itemIndex()).isEqualTo(9);
              assertThat(e)
                  .hasMessageContainingAll(
                      "contract", "item 9", "pid " + e.death().pid(), "exit code " + exitCode);
            });
    all.remove(9);
    assertThat(all).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 10, 11);
    awaitWhole();
  }

  @Test
  @DisplayName("78: a task that exits with status 0 has lost its worker, not succeeded")
  void shouldTakeAnExitWithZeroAsADeath() {
    assertOnlyTheTenthIsLost(
        x -> {
          if (x == 9) {
            System.exit(0);
          }
          return x;
        },
        0);
  }

  @Test
  @DisplayName("47, 77, 79: exit, halt and kill name code and process")
  void shouldNameTheEndOfTheWorker() {
    assertOnlyTheTenthIsLost(
        x -> {
          if (x == 9) {
            System.exit(42);
          }
          return x;
        },
        42);
    assertOnlyTheTenthIsLost(
        x -> {
          if (x == 9) {
            Runtime.getRuntime().halt(1);
          }
          return x;
        },
        1);
    assertOnlyTheTenthIsLost(
        x -> {
          if (x == 9) {
            killMyself();
          }
          return x;
        },
        128 + 9);
  }

  static void killMyself() throws Exception {
    String pid = Long.toString(ProcessHandle.current().pid());
    new ProcessBuilder("kill", "-9", pid).start().waitFor();
  }

  @Test
  @DisplayName("77: a halt is known at once")
  void shouldSoonKnowOfAHalt() throws Exception {
    Gate begun = gate();
    JobFuture<Integer> lost =
        pool()
            .submit(
                () -> {
                  begun.mark("here");
                  Runtime.getRuntime().halt(1);
                  return 1;
                },
                ONCE);
    begun.awaitMarks(1);
    long since = System.nanoTime();
    assertThat(failureOf(lost)).isInstanceOf(WorkerLostException.class);
    assertThat(Duration.ofNanos(System.nanoTime() - since)).isLessThan(Duration.ofSeconds(5));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 8})
  @DisplayName("69: an argument whose reading ends the worker")
  void shouldLoseOnlyTheArgumentThatEndsItsWorker(int status) {
    List<Object> items = new ArrayList<>(numbers(12));
    items.set(9, new Bomb(status, false));
    assertOnlyTheTenthIsLost(x -> x, items, status);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 9})
  @DisplayName("71: a result whose writing ends the worker")
  void shouldLoseOnlyTheResultThatEndsItsWorker(int status) {
    assertOnlyTheTenthIsLost(x -> x == 9 ? new Bomb(status, true) : x, status);
  }

  @Test
  @DisplayName("an item that loses its worker twice succeeds the third time")
  void shouldTryAnItemThreeTimes() {
    Gate ran = gate();
    List<Integer> attempts =
        pool()
            .map(
                x -> {
                  ran.mark(x);
                  if (x == 5 && WorkerContext.current().attempt() < 3) {
                    Runtime.getRuntime().halt(3);
                  }
                  return WorkerContext.current().attempt();
                },
                numbers(10),
                JobOptions.defaults().chunkSize(5));
    assertThat(attempts).containsExactly(1, 1, 1, 1, 1, 3, 1, 1, 1, 1);
    assertThat(ran.marks().stream().filter("5"::equals)).hasSize(3);
    assertThat(ran.marks()).containsOnlyOnce("6", "7", "8", "9");
    assertThat(pool().apply(x -> x, 1).intValue()).isEqualTo(1);
  }

  @Test
  @DisplayName("a poisoned item fails after its attempts, the others are not charged")
  void shouldGiveUpAPoisonedItem() {
    List<Object> all =
        drainWithFailures(
            pool()
                .imap(
                    x -> {
                      if (x == 0) {
                        Runtime.getRuntime().halt(3);
                      }
                      return x;
                    },
                    numbers(100),
                    JobOptions.defaults().maxAttempts(2)));
    assertThat((WorkerLostException) all.get(0))
        .hasMessageContaining("attempt 2")
        .satisfies(e -> assertThat(e.attempts()).isEqualTo(2));
    assertThat(all.subList(1, 100)).isEqualTo(numbers(100).subList(1, 100));
  }

  @Test
  @DisplayName("poisoned items in a row do not break a pool that settles them")
  void shouldSettlePoisonedItemsInARow() {
    try (Pool own = backend().open(1)) {
      List<Object> all =
          drainWithFailures(
              own.imap(
                  x -> {
                    if (x < 3) {
                      Runtime.getRuntime().halt(3);
                    }
                    return x;
                  },
                  numbers(5),
                  JobOptions.defaults().chunkSize(1)));
      assertThat(all.subList(0, 3)).hasOnlyElementsOfType(WorkerLostException.class);
      assertThat(all.subList(3, 5)).containsExactly(3, 4);
      assertThat(own.stats().workersLost()).isEqualTo(9);
    }
  }

  @Test
  @DisplayName("what may begin once does not begin again though nobody can tell what ran")
  void shouldBeginNothingTwiceWhereTheSlotIsGone() {
    Gate ran = gate();
    JobOptions once = JobOptions.defaults().atMostOnce().chunkSize(4);
    List<Object> all =
        drainWithFailures(
            pool()
                .imap(
                    x -> {
                      ran.mark(x);
                      if (x == 1) {
                        Files.delete(slotFile());
                        Runtime.getRuntime().halt(7);
                      }
                      return x;
                    },
                    numbers(8),
                    once));
    assertThat(ran.marks()).doesNotHaveDuplicates();
    assertThat(all.subList(1, 4)).hasOnlyElementsOfType(WorkerLostException.class);
    assertThat(all.subList(4, 8)).containsExactly(4, 5, 6, 7);
    awaitWhole();
  }

  /** The worker's last argument. */
  private static Path slotFile() throws IOException {
    String[] words = Files.readString(Path.of("/proc/self/cmdline")).split("\0", -1);
    return Stream.of(words)
        .filter(word -> word.endsWith(".slot"))
        .map(Path::of)
        .findFirst()
        .orElseThrow();
  }

  @Test
  @DisplayName("123, 128: a cancelled task that does not let go loses its worker")
  void shouldKillAWorkerThatDoesNotLetGo() {
    Gate begun = gate();
    JobFuture<Long> stubborn =
        pool()
            .submit(
                () -> {
                  begun.mark(ProcessHandle.current().pid());
                  long turns = 0;
                  while (turns >= 0) {
                    turns = (turns + 1) & 0xFFFF;
                  }
                  return turns;
                });
    begun.awaitMarks(1);
    long pid = Long.parseLong(begun.marks().get(0));
    assertThat(stubborn.cancel(true)).isTrue();
    assertThat(stubborn.isDone()).isTrue();
    // It has five seconds to let go.
    await().atMost(Duration.ofSeconds(15)).until(() -> !Processes.isRunning(pid));
    assertThat(pool().map(x -> x * x, numbers(50))).isEqualTo(squares(50));
    awaitWhole();
    assertThat(pool().workers()).noneMatch(worker -> worker.pid() == pid);
  }

  @Test
  void shouldChargeAnItemThatWorkersDieOfReceiving() {
    List<byte[]> items = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      items.add(new byte[i == 5 ? 60 << 20 : 10]);
    }
    List<Object> ends = new ArrayList<>();
    try (Pool small = Pool.builder().workers(2).workerHeap(64 << 20).open();
        Results<Outcome<byte[], Integer>> outcomes = small.outcomes(x -> x.length, items)) {
      outcomes.forEachRemaining(
          outcome ->
              ends.add(
                  outcome instanceof Outcome.Failure<byte[], Integer> failure
                      ? ((WorkerLostException) failure.error()).exitCode()
                      : "good"));
    }
    assertThat(ends).containsExactly("good", "good", "good", "good", "good", 3, "good", "good");
  }
}
