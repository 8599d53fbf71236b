package io.processpool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.processpool.api.JobFuture;
import io.processpool.api.JobOptions;
import io.processpool.api.PoolClosedException;
import io.processpool.api.PoolStats;
import io.processpool.api.Results;
import io.processpool.conformance.Gate;
import java.io.Serializable;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How pools end, with workers that are threads. */
@Timeout(30)
class PoolLifeTest {

  private static final List<Integer> NUMBERS = IntStream.range(0, 100).boxed().toList();

  private static Pool open() {
    return Pool.builder().inProcess().workers(2).open();
  }

  /** Numbers without end, and a latch that opens when the first was read. */
  private static Iterable<Integer> endless(CountDownLatch begun) {
    return () ->
        new Iterator<>() {
          @Override
          public boolean hasNext() {
            begun.countDown();
            return true;
          }

          @Override
          public Integer next() {
            return 1;
          }
        };
  }

  private static void inThreads(int count, Runnable task) throws Exception {
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Thread thread = new Thread(task);
      threads.add(thread);
      thread.start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
  }

  @Test
  void shouldCloseFromThreeThreadsAtOnceWhileWorkIsThere() throws Exception {
    Pool pool = open();
    JobFuture<List<Integer>> future = pool.mapAsync(x -> x + 1, NUMBERS);
    inThreads(3, pool::close);
    assertThat(future.isSuccessful()).isTrue();
    assertThat(pool.stats().state()).isEqualTo(PoolStats.State.CLOSED);
    assertThatThrownBy(() -> pool.map(x -> x, NUMBERS)).isInstanceOf(PoolClosedException.class);
    pool.close();
    pool.terminate();
    assertThat(pool.close(Duration.ZERO).itemsDone()).isEqualTo(100);
  }

  @Test
  void shouldCloseFromACallback(@TempDir Path folder) throws Exception {
    Gate gate = Gate.in(folder);
    Pool pool = open();
    CompletableFuture<Void> closed =
        pool.submit(
                () -> {
                  gate.pass(1);
                  return 1;
                })
            .thenRun(pool::close)
            .toCompletableFuture();
    gate.open(); // not before there is a callback: it would run on this thread
    closed.get(20, TimeUnit.SECONDS);
    assertThat(pool.stats().state()).isEqualTo(PoolStats.State.CLOSED);
  }

  @Test
  void shouldCloseFromAProgressListener() throws Exception {
    Pool pool = open();
    CompletableFuture<String> closed = new CompletableFuture<>();
    AtomicInteger calls = new AtomicInteger();
    JobOptions options =
        JobOptions.defaults()
            .onProgress(
                progress -> {
                  if (calls.getAndIncrement() == 0) {
                    pool.close();
                    closed.complete("closed");
                  }
                });
    assertThat(pool.map(x -> x, NUMBERS, options)).hasSize(100);
    assertThat(closed.get(20, TimeUnit.SECONDS)).isEqualTo("closed");
  }

  @Test
  void shouldEndEverythingPendingWhenTerminatedDuringMap() throws Exception {
    Pool pool = open();
    CountDownLatch begun = new CountDownLatch(1);
    CompletableFuture<Throwable> error = new CompletableFuture<>();
    Thread mapper =
        new Thread(
            () -> {
              try {
                pool.map(x -> x, endless(begun), JobOptions.defaults().window(4));
              } catch (RuntimeException e) {
                error.complete(e);
              }
            });
    mapper.start();
    begun.await();
    inThreads(3, pool::terminate);
    assertThat(error.get(20, TimeUnit.SECONDS)).isInstanceOf(PoolClosedException.class);
    mapper.join();
  }

  @Test
  void shouldCancelLazyResultsThatWereNotTakenWhenClosed() {
    Pool pool = open();
    Results<Integer> results =
        pool.imap(x -> x, endless(new CountDownLatch(1)), JobOptions.defaults().window(4));
    assertThat(results.next()).isEqualTo(1);
    pool.close();
    assertThatThrownBy(
            () -> {
              while (results.hasNext()) {
                results.next();
              }
            })
        .isInstanceOf(PoolClosedException.class);
  }

  @Test
  void shouldKillWhatIsNotDoneWhenTheLimitOfCloseIsOver() {
    Pool pool = open();
    JobFuture<Object> stuck =
        pool.submit(
            () -> {
              new CountDownLatch(1).await();
              return null;
            });
    assertThat(pool.close(Duration.ofMillis(50)).itemsCancelled()).isEqualTo(1);
    assertThatThrownBy(stuck::join).isInstanceOf(PoolClosedException.class);
  }

  @Test
  void shouldRunStagesThatAreAddedAfterTheEnd() throws Exception {
    JobFuture<Integer> future;
    try (Pool pool = open()) {
      future = pool.submit(() -> 41);
    }
    CompletableFuture<Integer> stage = future.thenApplyAsync(x -> x + 1).toCompletableFuture();
    assertThat(stage.get(20, TimeUnit.SECONDS)).isEqualTo(42);
  }

  @Test
  void shouldOpenAndCloseAtOnce() {
    for (int i = 0; i < 50; i++) {
      open().close();
    }
  }

  @Test
  void shouldWaitForTheExecutorsEndAsLongAsItTakes() throws Exception {
    ExecutorService executor = open().asExecutorService();
    Future<Integer> future = executor.submit((Callable<Integer> & Serializable) () -> 1);
    executor.shutdown();
    assertThat(executor.awaitTermination(Long.MAX_VALUE, TimeUnit.DAYS)).isTrue();
    assertThat(future.get()).isEqualTo(1);
    assertThat(executor.isTerminated()).isTrue();
    assertThatThrownBy(() -> executor.submit((Callable<Integer> & Serializable) () -> 1))
        .isInstanceOf(RejectedExecutionException.class);
  }

  @Test
  void shouldInvokeAllAndAny() throws Exception {
    try (Pool pool = open()) {
      ExecutorService executor = pool.asExecutorService();
      List<Callable<Integer>> tasks = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        int number = i;
        tasks.add((Callable<Integer> & Serializable) () -> number);
      }
      int sum = 0;
      for (Future<Integer> each : executor.invokeAll(tasks, Long.MAX_VALUE, TimeUnit.DAYS)) {
        sum += each.get();
      }
      assertThat(sum).isEqualTo(190);
      assertThat(executor.invokeAny(tasks)).isBetween(0, 19);
    }
  }

  @Test
  void shouldEndEachFutureInOneStateWhenCancelRacesWithCompletion() throws Exception {
    try (Pool pool = open()) {
      int cancelled = 0;
      for (int i = 0; i < 2_000; i++) {
        JobFuture<Integer> future = pool.submit(() -> 1);
        boolean won = future.cancel(true);
        cancelled += won ? 1 : 0;
        assertThat(future.isCancelled()).isEqualTo(won);
      }
      assertThat(pool.map(x -> x, NUMBERS)).hasSize(100);
      assertThat(cancelled).isPositive();
    }
  }
}
