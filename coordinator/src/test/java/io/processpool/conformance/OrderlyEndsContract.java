package io.processpool.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.processpool.Pool;
import io.processpool.api.JobFuture;
import io.processpool.api.JobOptions;
import io.processpool.api.NotSendableException;
import io.processpool.api.PoolStats;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Ends that are nothing but ends: no word of warning, whatever was going on. */
abstract class OrderlyEndsContract extends PoolContract {

  /** What is done to a pool of two, whose tasks may use the gate. */
  private interface Life extends BiConsumer<Pool, Gate> {}

  private static Named<Life> named(String name, Life life) {
    return Named.of(name, life);
  }

  static Stream<Named<Life>> lives() {
    return Stream.of(
        named("closed without work", (pool, gate) -> pool.close()),
        named("closed after work", (pool, gate) -> pool.map(x -> x, numbers(100))),
        named("terminated before its workers started", (pool, gate) -> pool.terminate()),
        named("closed within no time at its start", (pool, gate) -> pool.close(Duration.ZERO)),
        named("closed while work waits for workers", (pool, gate) -> pool.submit(() -> 1)),
        named("closed with failures", OrderlyEndsContract::fail),
        named("terminated while busy", OrderlyEndsContract::terminateBusy),
        named("terminated while stubborn tasks run", OrderlyEndsContract::terminateStubborn),
        named("closed within a limit while busy", OrderlyEndsContract::closeBusy),
        named("closed with results left", OrderlyEndsContract::leaveResults),
        named("closed after a cancel", OrderlyEndsContract::cancel),
        named("ended as an executor", (pool, gate) -> pool.asExecutorService().shutdownNow()),
        named("closed by an interrupted thread", OrderlyEndsContract::closeInterrupted),
        named("closed by a callback", OrderlyEndsContract::closeInCallback));
  }

  private static int waitFor(Gate gate) throws Exception {
    gate.pass("task");
    return 1;
  }

  private static int spin(Gate gate) throws Exception {
    gate.mark("task");
    long turns = 0;
    while (turns >= 0) {
      turns = turns + 1 & 0xFFFF;
    }
    return 1;
  }

  private static void fail(Pool pool, Gate gate) {
    JobFuture<List<Integer>> map = pool.mapAsync(x -> 1 / (x - x), numbers(50));
    assertThatThrownBy(map::join).hasMessageContaining("ArithmeticException");
  }

  private static void terminateBusy(Pool pool, Gate gate) {
    pool.mapAsync(x -> waitFor(gate), numbers(50));
    gate.awaitMarks(2);
    pool.terminate();
  }

  private static void terminateStubborn(Pool pool, Gate gate) {
    pool.mapAsync(x -> spin(gate), numbers(50), JobOptions.defaults().chunkSize(1));
    gate.awaitMarks(2);
    pool.terminate();
  }

  private static void closeBusy(Pool pool, Gate gate) {
    pool.mapAsync(x -> waitFor(gate), numbers(50));
    gate.awaitMarks(2);
    assertThat(pool.close(Duration.ofMillis(100)).itemsDone()).isZero();
  }

  private static void leaveResults(Pool pool, Gate gate) {
    assertThat(pool.imap(x -> x, numbers(5000), JobOptions.defaults().window(10)).next()).isZero();
    assertThat(pool.imapUnordered(x -> x, numbers(5000)).hasNext()).isTrue();
  }

  private static void cancel(Pool pool, Gate gate) {
    JobFuture<Integer> future = pool.submit(() -> waitFor(gate));
    gate.awaitMarks(1);
    assertThat(future.cancel(true)).isTrue();
  }

  private static void closeInterrupted(Pool pool, Gate gate) {
    pool.submit(() -> waitFor(gate));
    gate.awaitMarks(1);
    Thread.currentThread().interrupt();
    pool.close();
    assertThat(Thread.interrupted()).isTrue();
  }

  private static void closeInCallback(Pool pool, Gate gate) {
    CompletableFuture<Void> closed =
        pool.submit(() -> waitFor(gate)).thenRun(pool::close).toCompletableFuture();
    gate.open();
    closed.join();
  }

  @ParameterizedTest
  @MethodSource("lives")
  @DisplayName("157: an orderly end is quiet")
  void shouldEndQuietly(Life life) {
    try (Noise noise = Noise.listen()) {
      Pool own = backend().open(2);
      life.accept(own, gate());
      own.close();
      assertThat(own.stats().state()).isEqualTo(PoolStats.State.CLOSED);
      assertThat(own.stats().workersLost()).isZero();
      assertThat(noise.heard()).isEmpty();
    }
  }

  /** Hands out one number, waits, and ends with what cannot be sent. */
  private static final class Unsendable implements Iterator<Object> {
    private final CountDownLatch reached = new CountDownLatch(1);
    private final CountDownLatch goOn = new CountDownLatch(1);
    private int given;

    @Override
    public boolean hasNext() {
      return given < 3;
    }

    @Override
    public Object next() {
      given++;
      if (given == 2) {
        reached.countDown();
        try {
          goOn.await();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
        return Thread.currentThread();
      }
      return given;
    }
  }

  @RepeatedTest(5)
  @DisplayName("149: shutdown while an argument cannot be sent")
  void shouldEndWhileAnArgumentCannotBeSent() throws Exception {
    Unsendable items = new Unsendable();
    Pool own = backend().open(1);
    JobFuture<List<Object>> map = own.mapAsync(x -> x, () -> items);
    JobFuture<Integer> other = own.submit(() -> 1);
    items.reached.await();
    own.shutdown();
    Thread closer = new Thread(own::close);
    closer.start();
    items.goOn.countDown();
    closer.join();
    assertThatThrownBy(map::join).isInstanceOf(NotSendableException.class);
    assertThat(other.join()).isEqualTo(1);
  }
}
