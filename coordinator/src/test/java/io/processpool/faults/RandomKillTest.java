package io.processpool.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.processpool.Pool;
import io.processpool.api.JobOptions;
import io.processpool.api.Results;
import io.processpool.api.WorkerInfo;
import io.processpool.task.TaskFunction;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.PrimitiveIterator;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** T1: workers killed at random moments of a long map. */
@Tag("process")
@Tag("once")
@Timeout(value = 1800, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RandomKillTest {

  private static final int CHUNK = 16;
  private static final Duration MINUTES = Duration.ofMinutes(5);

  /** One item may be hit again and again; that it then fails is another test's matter. */
  private static final JobOptions OPTIONS = JobOptions.defaults().chunkSize(CHUNK).maxAttempts(8);

  @TempDir Path folder;

  @Test
  @DisplayName("T1: 20 random kills in a map of 10,000 items, 4 workers")
  void shouldGiveEveryResultOnceThoughWorkersAreKilled() throws Exception {
    run(10_000, 20);
  }

  @Tag("long")
  @RepeatedTest(value = 5, name = "T1: 200 random kills in a map of 100,000 items, run {0}")
  void shouldGiveEveryResultOnceThoughWorkersAreKilledAllTheTime() throws Exception {
    run(100_000, 200);
  }

  private void run(int items, int kills) throws IOException {
    Oracle oracle = Oracle.seeded("T1");
    RunLog log = RunLog.in(folder);
    warmUp();
    Footprint before = Footprint.now();
    long start = System.nanoTime();
    long lost;
    try (Pool pool = Pool.builder().workers(4).workerHeap(64 << 20).startTimeout(MINUTES).open()) {
      consume(pool, oracle, log, items, killings(oracle, items, kills));
      lost = pool.stats().workersLost();
      assertThat(pool.stats().itemsDone()).isEqualTo(items);
    }
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    before.awaitReturn();
    int begun = log.runs().values().stream().mapToInt(Integer::intValue).sum();
    System.out.printf(
        "T1: %,d items in %.1f s, %d workers lost, %d items begun again%n",
        items, took.toMillis() / 1000.0, lost, begun - items);
    assertThat(lost).isGreaterThanOrEqualTo(kills); // on a starved machine starts may fail, too
    assertThat(log.runs()).hasSize(items);
    assertThat(begun - items).isLessThanOrEqualTo(kills * CHUNK);
  }

  /** What is loaded and opened once stays. */
  private static void warmUp() {
    try (Pool pool = Pool.open(1)) {
      pool.map(x -> x, List.of(1, 2));
    }
  }

  /** After how many results the kills come: uniformly spread, in order. */
  private static PrimitiveIterator.OfLong killings(Oracle oracle, int items, int kills) {
    Random random = new Random(oracle.seed());
    return LongStream.generate(() -> random.nextInt(items)).limit(kills).sorted().iterator();
  }

  private static void consume(
      Pool pool, Oracle oracle, RunLog log, int items, PrimitiveIterator.OfLong killings) {
    Random random = new Random(~oracle.seed());
    TaskFunction<Oracle.Item, Oracle.Answer> task = item -> run(oracle, log, item);
    Iterable<Oracle.Item> input =
        () -> LongStream.range(0, items).mapToObj(oracle::item).iterator();
    long next = killings.nextLong();
    long index = 0;
    try (Results<Oracle.Answer> results = pool.imap(task, input, OPTIONS)) {
      for (Iterator<Oracle.Answer> all = results; all.hasNext(); index++) {
        assertThat(oracle.isRight(index, all.next())).as("answer %d", index).isTrue();
        while (next <= index) {
          killOne(pool, random);
          next = killings.hasNext() ? killings.nextLong() : Long.MAX_VALUE;
        }
      }
    }
    assertThat(index).isEqualTo(items);
  }

  private static Oracle.Answer run(Oracle oracle, RunLog log, Oracle.Item item) throws IOException {
    log.begins(item.index());
    LockSupport.parkNanos(oracle.micros(item.index()) * 1_000);
    return oracle.answer(item);
  }

  /** One that works: three kills in a row of a worker that starts are a broken pool by design. */
  private static void killOne(Pool pool, Random random) {
    List<WorkerInfo> ready =
        await()
            .atMost(Duration.ofSeconds(60))
            .pollInterval(Duration.ofMillis(1))
            .until(() -> Workers.ready(pool), workers -> !workers.isEmpty());
    LockSupport.parkNanos(random.nextInt(3_000_000));
    long lost = pool.stats().workersLost();
    Workers.kill(ready.get(random.nextInt(ready.size())));
    await()
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(1))
        .until(() -> pool.stats().workersLost() > lost);
  }
}
