package io.processpool.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.processpool.Pool;
import io.processpool.api.JobFuture;
import io.processpool.api.JobOptions;
import io.processpool.api.OnError;
import io.processpool.api.PoolClosedException;
import io.processpool.api.TaskFailedException;
import io.processpool.api.TaskTimeoutException;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Jobs that end while somebody's code stands in their way. */
abstract class EarlyEndsContract extends PoolContract {

  private static int pass(Gate gate, Object who) throws Exception {
    gate.pass(who);
    return 1;
  }

  /** Takes no notice of being told, but of interrupts. */
  private static int sleepOn(Gate gate) throws Exception {
    gate.mark("on");
    new CountDownLatch(1).await();
    return 1;
  }

  @Test
  @DisplayName("33: a stage that runs in cancel() may close the pool")
  void shouldLetAStageOfACancelledFutureCloseThePool() throws Exception {
    Gate gate = gate();
    try (Pool own = backend().open(1)) {
      JobFuture<Integer> stuck = own.submit(() -> sleepOn(gate));
      CompletableFuture<Void> closed =
          stuck.handle((value, error) -> null).thenRun(own::close).toCompletableFuture();
      gate.awaitMarks(1);
      assertThat(stuck.cancel(true)).isTrue();
      closed.get(LONG.toSeconds(), TimeUnit.SECONDS);
    }
  }

  @Test
  @DisplayName("128: a stage that runs in cancel() may use the worker that becomes free")
  void shouldLetAStageOfACancelledFutureUseItsWorker() throws Exception {
    Gate gate = gate();
    try (Pool own = backend().open(1)) {
      JobFuture<Integer> stuck = own.submit(() -> sleepOn(gate));
      CompletableFuture<Integer> next =
          stuck.handle((value, error) -> own.apply(x -> x + 1, 1)).toCompletableFuture();
      gate.awaitMarks(1);
      assertThat(stuck.cancel(true)).isTrue();
      assertThat(next.get(LONG.toSeconds(), TimeUnit.SECONDS)).isEqualTo(2);
    }
  }

  @Test
  @DisplayName("128: cancel(true) stops what cancel(false) let go on")
  void shouldInterruptWhatAFirstCancelLetGoOn() {
    Gate gate = gate();
    try (Pool own = backend().open(1)) {
      JobFuture<Integer> stuck = own.submit(() -> sleepOn(gate));
      gate.awaitMarks(1);
      assertThat(stuck.cancel(false)).isTrue();
      assertThat(stuck.cancel(true)).isTrue();
      assertThat(own.map(x -> x + 1, List.of(1))).containsExactly(2);
      assertThatThrownBy(stuck::join).isInstanceOf(CancellationException.class);
    }
  }

  /** An input that gives one number and then nothing, for as long as the latch is closed. */
  private static Iterable<Integer> blocked(CountDownLatch asked, CountDownLatch open) {
    return () ->
        new Iterator<>() {
          private boolean given;

          @Override
          public boolean hasNext() {
            return true;
          }

          @Override
          public Integer next() {
            if (!given) {
              given = true;
              return 1;
            }
            asked.countDown();
            try {
              open.await();
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
            return 2;
          }
        };
  }

  @Test
  @DisplayName("150: the end of the pool ends a future whose input waits for ever")
  void shouldEndAFutureWhoseInputBlocksWithThePool() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch open = new CountDownLatch(1);
    try (Pool own = backend().open(1)) {
      JobFuture<List<Integer>> map = own.mapAsync(x -> x, blocked(asked, open));
      asked.await();
      own.terminate();
      assertThat(map.handle((value, error) -> error).toCompletableFuture().get(9, TimeUnit.SECONDS))
          .isInstanceOf(PoolClosedException.class);
    } finally {
      open.countDown();
    }
  }

  @Test
  @DisplayName("130: a deadline ends a future whose input waits for ever")
  void shouldEndAFutureWhoseInputBlocksAtItsDeadline() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch open = new CountDownLatch(1);
    JobOptions options = JobOptions.defaults().deadline(Duration.ofMillis(200));
    try {
      JobFuture<List<Integer>> map = pool().mapAsync(x -> x, blocked(asked, open), options);
      assertThat(map.handle((value, error) -> error).toCompletableFuture().get(9, TimeUnit.SECONDS))
          .isInstanceOf(TaskTimeoutException.class);
      assertThatThrownBy(map::join).isInstanceOf(TaskTimeoutException.class);
    } finally {
      open.countDown();
    }
  }

  @Test
  @DisplayName("127: a future that is cancelled while its input waits is over at once")
  void shouldCancelAFutureWhoseInputBlocks() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch open = new CountDownLatch(1);
    Gate gate = gate();
    try {
      JobFuture<List<Integer>> map =
          pool()
              .mapAsync(
                  x -> pass(gate, x), blocked(asked, open), JobOptions.defaults().chunkSize(1));
      asked.await();
      assertThat(map.cancel(true)).isTrue();
      assertThatThrownBy(map::join).isInstanceOf(CancellationException.class);
    } finally {
      open.countDown();
    }
  }

  private static int failOrPass(Gate gate, int x) throws Exception {
    if (x == 0) {
      throw new IllegalArgumentException("bad item");
    }
    return pass(gate, x);
  }

  @Test
  @DisplayName("47: what failed before a job with FINISH ended early is told with its end")
  void shouldTellOfFailuresBeforeTheDeadline() {
    Gate gate = gate();
    JobOptions options =
        JobOptions.defaults().chunkSize(1).onError(OnError.FINISH).deadline(Duration.ofSeconds(1));
    assertThatThrownBy(() -> pool().map(x -> failOrPass(gate, x), numbers(2), options))
        .isInstanceOf(TaskTimeoutException.class)
        .satisfies(
            late ->
                assertThat(late.getSuppressed())
                    .singleElement()
                    .isInstanceOf(TaskFailedException.class));
    gate.open();
  }
}
