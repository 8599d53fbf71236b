package io.processpool.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.processpool.Pool;
import io.processpool.api.JobOptions;
import io.processpool.api.Results;
import io.processpool.api.WorkerInfo;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How far reading and results run ahead. */
abstract class BackPressureContract extends PoolContract {

  private static final int DEFAULT_WINDOW = 2 * 8192;

  /** 0, 1, 2 … without end, counting how often it was pulled. */
  private static final class Endless implements Iterator<Integer> {
    private final AtomicInteger pulled = new AtomicInteger();

    @Override
    public boolean hasNext() {
      return true;
    }

    @Override
    public Integer next() {
      return pulled.getAndIncrement();
    }
  }

  private static JobOptions window(int window) {
    return window == 0 ? JobOptions.defaults() : JobOptions.defaults().window(window);
  }

  private static int size(int window) {
    return window == 0 ? DEFAULT_WINDOW : window;
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 7, 100, 5000})
  @DisplayName("136: ten of an endless input pull at most ten and the window")
  void shouldPullAtMostTheWindowAhead(int window) {
    Endless endless = new Endless();
    try (var stream = pool().imap(x -> x * x, () -> endless, window(window)).stream()) {
      assertThat(stream.limit(10).toList()).isEqualTo(squares(10));
    }
    assertThat(endless.pulled.get()).isBetween(10, 10 + size(window));
    Endless unordered = new Endless();
    try (var stream = pool().imapUnordered(x -> x, () -> unordered, window(window)).stream()) {
      assertThat(stream.limit(10).toList()).hasSize(10).doesNotHaveDuplicates();
    }
    assertThat(unordered.pulled.get()).isBetween(10, 10 + size(window));
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "1, 1", "4, 3", "20, 7", "20, 50"})
  @DisplayName("137: an idle consumer stops the reading; what waits stays within the window")
  void shouldHoldAtMostTheWindowForASlowConsumer(int window, int chunk) {
    Endless endless = new Endless();
    JobOptions options = chunk == 0 ? window(window) : window(window).chunkSize(chunk);
    try (Results<Integer> results = pool().imap(x -> x, () -> endless, options)) {
      for (int taken = 1; taken <= 200; taken++) {
        assertThat(results.next()).isEqualTo(taken - 1);
        assertThat(endless.pulled.get()).isLessThanOrEqualTo(taken + size(window));
      }
      awaitIdle();
      assertThat(endless.pulled.get()).isLessThanOrEqualTo(200 + size(window));
    }
  }

  private void awaitIdle() {
    await()
        .atMost(LONG)
        .pollInterval(Duration.ofMillis(5))
        .until(() -> pool().stats().chunksInFlight() + pool().stats().chunksQueued() == 0);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4, 50})
  @DisplayName("138: slow workers stop the reading at the window")
  void shouldReadAtMostTheWindowForSlowWorkers(int window) throws Exception {
    Gate gate = gate();
    Endless endless = new Endless();
    Results<Integer> results =
        pool().imap(x -> pass(gate, x), () -> endless, window(window).chunkSize(1));
    Thread consumer = new Thread(results::hasNext);
    consumer.start();
    gate.awaitMarks(Math.min(2, window));
    await()
        .atMost(LONG)
        .pollInterval(Duration.ofMillis(5))
        .until(
            () ->
                consumer.getState() == Thread.State.WAITING
                    || consumer.getState() == Thread.State.TIMED_WAITING);
    assertStaysWithin(endless, window);
    gate.open();
    consumer.join();
    assertThat(results.next()).isZero();
    results.close();
  }

  private static void assertStaysWithin(Endless endless, int window) {
    await()
        .during(Duration.ofMillis(300))
        .atMost(LONG)
        .failFast("more than the window were pulled", () -> endless.pulled.get() > window)
        .until(() -> true);
  }

  @Test
  @DisplayName("138: nor is more read when all are done behind one slow item")
  void shouldReadAtMostTheWindowBehindASlowItem() throws Exception {
    Gate gate = gate();
    Endless endless = new Endless();
    Results<Integer> results =
        pool().imap(x -> x == 0 ? pass(gate, x) : x, () -> endless, window(50).chunkSize(1));
    Thread consumer = new Thread(results::hasNext);
    consumer.start();
    gate.awaitMarks(1);
    await()
        .atMost(LONG)
        .until(() -> endless.pulled.get() > 1 && pool().stats().chunksInFlight() == 1);
    assertStaysWithin(endless, 50);
    gate.open();
    consumer.join();
    assertThat(results.next()).isZero();
    results.close();
  }

  private static int pass(Gate gate, int x) throws Exception {
    gate.pass(x);
    return x;
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "1, 5", "2, 2", "3, 2"})
  @DisplayName("139: a tiny window is slow and right")
  void shouldBeRightWithATinyWindow(int window, int chunk) {
    JobOptions options = JobOptions.defaults().window(window).chunkSize(chunk);
    assertThat(pool().map(x -> x * x, numbers(50), options)).isEqualTo(squares(50));
    assertThat(drain(pool().imap(x -> x * x, numbers(50), options))).isEqualTo(squares(50));
    assertThat(drain(pool().imapUnordered(x -> x * x, numbers(50), options)))
        .containsExactlyInAnyOrderElementsOf(squares(50));
  }

  @Test
  @DisplayName("140: lazy results left after one item hold up neither the pool nor its end")
  void shouldCloseThoughLazyResultsWereLeft() {
    try (Pool own = backend().open(2)) {
      Results<Integer> left = own.imap(x -> x, () -> new Endless());
      assertThat(left.next()).isZero();
      assertThat(own.map(x -> x * x, numbers(5))).isEqualTo(squares(5));
      List<Results<Integer>> neverTouched =
          List.of(own.imap(x -> x, numbers(10)), own.imapUnordered(x -> x, numbers(10)));
      assertThat(neverTouched).hasSize(2);
    }
  }

  private static Results<Integer> takeOneOfMany(Pool pool, Gate never) {
    Results<Integer> results =
        pool.imap(x -> x == 0 ? x : pass(never, x), () -> new Endless(), window(4).chunkSize(1));
    assertThat(results.next()).isZero();
    never.awaitMarks(1);
    return results;
  }

  @Test
  @DisplayName("140: workers that run lazy results nobody takes are idle once these are closed")
  void shouldFreeTheWorkersOfClosedResults() {
    takeOneOfMany(pool(), gate()).close();
    await()
        .atMost(LONG)
        .until(
            () ->
                pool().workers().stream()
                    .allMatch(worker -> worker.state() == WorkerInfo.State.IDLE));
  }

  @Test
  @DisplayName("140: close does not wait for lazy results that are running")
  void shouldCloseAtOnceThoughLazyResultsAreRunning() {
    Pool own = backend().open(2);
    takeOneOfMany(own, gate());
    long start = System.nanoTime();
    own.close();
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
  }
}
