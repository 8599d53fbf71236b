package io.processpool.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.processpool.Pool;
import io.processpool.PoolBuilder;
import io.processpool.api.JobFuture;
import io.processpool.api.JobOptions;
import io.processpool.api.NotSendableException;
import io.processpool.api.PoolStats;
import io.processpool.api.WorkerStartException;
import io.processpool.task.WorkerContext;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What workers are prepared with and what they keep. */
abstract class InitializerAndStateContract extends PoolContract {

  private static int count(String key) {
    return (Integer) WorkerContext.current().state().merge(key, 1, (a, b) -> (Integer) a + 1);
  }

  @Test
  @DisplayName("95, 108: every task sees what the initializer set")
  void shouldShowEveryTaskWhatTheInitializerSet() {
    Gate started = gate();
    PoolBuilder builder =
        backend()
            .builder(2)
            .initializer(
                worker -> {
                  started.mark(worker.workerIndex());
                  worker.state().put("table", "made by " + worker.workerIndex());
                });
    try (Pool own = builder.open()) {
      for (int round = 0; round < 3; round++) {
        List<Boolean> right =
            own.map(
                x -> {
                  WorkerContext worker = WorkerContext.current();
                  return worker.state().get("table").equals("made by " + worker.workerIndex());
                },
                numbers(50),
                JobOptions.defaults().chunkSize(1));
        assertThat(right).containsOnly(true);
      }
      own.broadcast(() -> 0);
    }
    assertThat(started.marks()).containsExactly("0", "1");
  }

  @Test
  @DisplayName("96: an initializer of the wrong kind is refused at once")
  void shouldRefuseWrongInitializers() {
    Thread captured = Thread.currentThread();
    PoolBuilder builder =
        backend().builder(1).initializer(worker -> worker.state().put("name", captured.getName()));
    assertThatThrownBy(builder::open)
        .isInstanceOf(NotSendableException.class)
        .hasMessageContaining("initializer");
    assertThatThrownBy(() -> Pool.builder().initializer(null))
        .isInstanceOf(NullPointerException.class);
  }

  @Test
  @DisplayName("97, 159: an initializer that throws fails all work, and no worker is tried again")
  void shouldFailAllWorkWhenTheInitializerThrows() throws Exception {
    Gate begin = gate();
    PoolBuilder builder =
        backend()
            .builder(2)
            .initializer(
                worker -> {
                  begin.pass(worker.workerIndex());
                  throw new IllegalArgumentException("no model");
                });
    try (Pool own = builder.open()) {
      JobFuture<Integer> pending = own.submit(() -> 1);
      JobFuture<List<Integer>> pendingMap = own.mapAsync(x -> x, numbers(100));
      begin.open();
      assertInitializerFailure(failureOf(pending));
      assertInitializerFailure(failureOf(pendingMap));
      assertInitializerFailure(catchThrowable(() -> own.map(x -> x, numbers(3))));
      assertInitializerFailure(catchThrowable(() -> own.imap(x -> x, numbers(3)).next()));
      assertInitializerFailure(catchThrowable(() -> own.broadcast(() -> 1)));
      assertThat(own.stats().state()).isEqualTo(PoolStats.State.BROKEN);
      own.terminate();
      own.terminate();
      assertThat(own.stats().state()).isEqualTo(PoolStats.State.CLOSED);
    }
    assertThat(begin.marks()).doesNotHaveDuplicates();
  }

  private static void assertInitializerFailure(Throwable failure) {
    assertThat(failure)
        .isInstanceOf(WorkerStartException.class)
        .hasMessageContaining("initializer")
        .hasCauseExactlyInstanceOf(IllegalArgumentException.class)
        .hasRootCauseMessage("no model");
    assertThat(Arrays.stream(failure.getCause().getStackTrace()))
        .anyMatch(frame -> "InitializerAndStateContract.java".equals(frame.getFileName()));
  }

  /** Where an item ran and how many ran there before, itself included. */
  record Count(int worker, int tasks) {}

  @Test
  @DisplayName("104: state stays between tasks and maps, and is a worker's own")
  void shouldKeepStateInEachWorker() {
    String key = "count";
    Map<Integer, Integer> highest =
        numbers(3).stream()
            .flatMap(round -> pool().map(x -> countHere(key), numbers(20)).stream())
            .collect(Collectors.toMap(Count::worker, Count::tasks, Math::max));
    assertThat(highest.values().stream().mapToInt(x -> x).sum()).isEqualTo(60);
    String own = "broadcasts";
    for (int round = 1; round <= 3; round++) {
      assertThat(pool().broadcast(() -> countHere(own)))
          .containsExactly(new Count(0, round), new Count(1, round));
    }
  }

  private static Count countHere(String key) {
    return new Count(WorkerContext.current().workerIndex(), count(key));
  }

  /** A worker as its task sees it. */
  record Seen(int worker, long pid, long item, int attempt) {}

  private static Seen look() {
    WorkerContext worker = WorkerContext.current();
    return new Seen(worker.workerIndex(), worker.pid(), worker.itemIndex(), worker.attempt());
  }

  @Test
  @DisplayName("105: tasks know their worker, which keeps its index, and their item")
  void shouldTellTasksWhereTheyAre() {
    List<Seen> seen = pool().map(x -> look(), numbers(50), JobOptions.defaults().chunkSize(1));
    Set<List<Object>> places =
        seen.stream()
            .map(each -> List.<Object>of(each.worker, each.pid))
            .collect(Collectors.toSet());
    assertThat(places.stream().map(place -> place.get(0))).doesNotHaveDuplicates();
    assertThat(seen).allMatch(each -> each.worker >= 0 && each.worker < 2 && each.attempt == 1);
    assertThat(seen.stream().map(Seen::item))
        .isEqualTo(numbers(50).stream().map(i -> (long) i).toList());
    assertThat(pool().broadcast(() -> look().worker)).containsExactly(0, 1);
    assertThat(pool().workers().stream().map(worker -> worker.pid()))
        .containsExactlyElementsOf(pool().broadcast(() -> look().pid));
    assertThatThrownBy(WorkerContext::current).isInstanceOf(IllegalStateException.class);
  }

  @Test
  @DisplayName("186: seeded results do not depend on workers, chunks and order")
  void shouldGiveTheSameRandomNumbersHoweverItRuns() {
    long seed = System.nanoTime();
    System.out.println("seed " + seed);
    JobOptions options = JobOptions.defaults().seed(seed);
    Map<Integer, Long> expected = random(pool(), options);
    assertThat(expected.values()).doesNotHaveDuplicates();
    assertThat(random(pool(), options.chunkSize(1))).isEqualTo(expected);
    assertThat(random(pool(), options.chunkSize(17).window(20))).isEqualTo(expected);
    assertThat(
            byItem(drain(pool().imapUnordered(x -> draw(x), numbers(100), options.chunkSize(1)))))
        .isEqualTo(expected);
    try (Pool own = backend().open(1)) {
      assertThat(random(own, options)).isEqualTo(expected);
    }
    assertThat(random(pool(), options.seed(seed + 1))).isNotEqualTo(expected);
  }

  static Map<Integer, Long> random(Pool pool, JobOptions options) {
    return byItem(pool.map(x -> draw(x), numbers(100), options));
  }

  /** An item with its first random number. */
  static Map.Entry<Integer, Long> draw(int item) {
    return Map.entry(item, WorkerContext.current().random().nextLong());
  }

  static Map<Integer, Long> byItem(List<Map.Entry<Integer, Long>> drawn) {
    return drawn.stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }
}
