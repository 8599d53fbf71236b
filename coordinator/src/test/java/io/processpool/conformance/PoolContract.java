package io.processpool.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.processpool.Pool;
import io.processpool.api.PoolException;
import io.processpool.api.PoolStats;
import io.processpool.api.WorkerInfo;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * A part of the suite: one pool of two workers for all its tests, which must be whole and idle
 * after each. A test that hangs fails after a minute.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@ExtendWith(StatsOnFailure.class)
abstract class PoolContract {

  static final Duration LONG = Duration.ofSeconds(40);

  @TempDir Path folder;
  private Pool pool;

  abstract Backend backend();

  @BeforeAll
  void openPool() {
    pool = backend().builder(2).name("contract").open();
  }

  @AfterAll
  void closePool() {
    pool.close();
  }

  @AfterEach
  void shouldLeaveThePoolWholeAndIdle() {
    await()
        .atMost(LONG)
        .pollInterval(Duration.ofMillis(5))
        .failFast("the pool is broken", () -> pool.stats().state() == PoolStats.State.BROKEN)
        .untilAsserted(
            () -> {
              PoolStats stats = pool.stats();
              assertThat(stats.state()).as("%s", stats).isEqualTo(PoolStats.State.RUNNING);
              assertThat(stats.chunksQueued() + stats.chunksInFlight()).as("%s", stats).isZero();
            });
  }

  /** Waits until every place has a worker with nothing to do. */
  void awaitWhole() {
    await()
        .atMost(LONG)
        .pollInterval(Duration.ofMillis(20))
        .untilAsserted(
            () ->
                assertThat(pool.workers())
                    .hasSize(2)
                    .allMatch(worker -> worker.state() == WorkerInfo.State.IDLE));
  }

  Pool pool() {
    return pool;
  }

  Gate gate() {
    return Gate.in(folder);
  }

  static List<Integer> numbers(int count) {
    return IntStream.range(0, count).boxed().toList();
  }

  static List<Integer> squares(int count) {
    return IntStream.range(0, count).map(x -> x * x).boxed().toList();
  }

  static <R> List<R> drain(Iterator<? extends R> results) {
    List<R> all = new ArrayList<>();
    results.forEachRemaining(all::add);
    return all;
  }

  /** All results in turn, a failure as its exception. */
  static List<Object> drainWithFailures(Iterator<?> results) {
    List<Object> all = new ArrayList<>();
    while (results.hasNext()) {
      try {
        all.add(results.next());
      } catch (PoolException e) {
        all.add(e);
      }
    }
    return all;
  }

  /** The names of the threads that serve a pool of this name. */
  static Set<String> threadsOf(String pool) {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.startsWith(pool + "/"))
        .collect(Collectors.toSet());
  }

  static Throwable failureOf(Future<?> future) throws InterruptedException {
    try {
      Object value = future.get();
      throw new AssertionError("expected a failure, got " + value);
    } catch (ExecutionException e) {
      return e.getCause();
    }
  }
}
