package io.processpool.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatObject;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.processpool.Pool;
import io.processpool.api.JobFuture;
import io.processpool.api.JobOptions;
import io.processpool.api.JobReport;
import io.processpool.api.PoolClosedException;
import io.processpool.api.PoolListener;
import io.processpool.api.TaskFailedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What can be done with a result that is still to come. */
abstract class ResultHandlesContract extends PoolContract {

  private static final long SHORT_MILLIS = 50;

  private JobFuture<Integer> behind(Gate gate, int value) {
    return behind(gate, value, pool());
  }

  private static JobFuture<Integer> behind(Gate gate, int value, Pool pool) {
    return pool.submit(
        () -> {
          gate.pass(value);
          return value;
        });
  }

  private JobFuture<Integer> failing() {
    return pool()
        .submit(
            () -> {
              throw new IllegalStateException("no luck");
            });
  }

  /** After the short time, not before and not long after. */
  private static void assertTimesOut(ThrowingCallable call) {
    long start = System.nanoTime();
    assertThatThrownBy(call).isInstanceOf(TimeoutException.class);
    assertThat(Duration.ofNanos(System.nanoTime() - start))
        .isBetween(Duration.ofMillis(SHORT_MILLIS), Duration.ofSeconds(10));
  }

  @Test
  @DisplayName("23, 24, 26: get waits, gives up in time, and can be asked again")
  void shouldWaitForTheResult() throws Exception {
    Gate gate = gate();
    JobFuture<Integer> future = behind(gate, 7);
    assertTimesOut(() -> future.get(SHORT_MILLIS, TimeUnit.MILLISECONDS));
    assertThat(future.isDone()).isFalse();
    assertThatObject(pool().apply(x -> x + 1, 1)).isEqualTo(2);
    gate.open();
    assertThat(future.get(LONG.toSeconds(), TimeUnit.SECONDS)).isEqualTo(7);
    assertThat(future.isDone()).isTrue();
    assertThat(future.isSuccessful()).isTrue();
    assertThat(future.isCancelled()).isFalse();
  }

  @Test
  @DisplayName("25, 26: whether it succeeded is known when it is done")
  void shouldSayWhetherItSucceeded() throws Exception {
    Gate gate = gate();
    JobFuture<Integer> future = behind(gate, 1);
    assertThatThrownBy(future::isSuccessful)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("not done");
    gate.open();
    future.join();
    JobFuture<Integer> failed = failing();
    assertThat(failureOf(failed)).isInstanceOf(TaskFailedException.class);
    assertThat(failed.isDone()).isTrue();
    assertThat(failed.isSuccessful()).isFalse();
  }

  @Test
  @DisplayName("25: join throws the failure itself")
  void shouldThrowTheFailureFromJoin() {
    assertThatThrownBy(failing()::join)
        .isInstanceOf(TaskFailedException.class)
        .hasCauseInstanceOf(IllegalStateException.class);
  }

  @Test
  @DisplayName("27: a bounded wait ends without an error and without a result")
  void shouldWaitWithoutAnError() {
    Gate gate = gate();
    JobFuture<Integer> future = behind(gate, 1);
    CompletableFuture.allOf(future.toCompletableFuture())
        .completeOnTimeout(null, SHORT_MILLIS, TimeUnit.MILLISECONDS)
        .join();
    assertThat(future.isDone()).isFalse();
    gate.open();
    assertThat(future.join()).isEqualTo(1);
  }

  @Test
  @DisplayName("28, 29: callbacks are called once, with the value or the error")
  void shouldCallBackOnce() {
    List<Object> values = Collections.synchronizedList(new ArrayList<>());
    List<Object> errors = Collections.synchronizedList(new ArrayList<>());
    JobFuture<Integer> good = pool().applyAsync(x -> x + 1, 1);
    good.thenAccept(values::add).toCompletableFuture().join();
    JobFuture<Integer> bad = failing();
    bad.thenAccept(values::add);
    bad.exceptionally(
            e -> {
              errors.add(e);
              return 0;
            })
        .toCompletableFuture()
        .join();
    assertThat(values).containsExactly(2);
    assertThat(errors).singleElement().isInstanceOf(TaskFailedException.class);
  }

  @Test
  @DisplayName("30: the callback of a map gets the whole list or one error")
  void shouldCallBackOnceForAMap() {
    List<Object> calls = Collections.synchronizedList(new ArrayList<>());
    pool()
        .mapAsync(x -> x * x, numbers(5))
        .whenComplete((list, error) -> calls.add(list))
        .toCompletableFuture()
        .join();
    CompletableFuture<?> failed =
        pool()
            .mapAsync(x -> 1 / (x % 3), numbers(9), JobOptions.defaults().chunkSize(2))
            .whenComplete((list, error) -> calls.add(error))
            .toCompletableFuture();
    assertThatThrownBy(failed::join).hasCauseInstanceOf(TaskFailedException.class);
    assertThat(calls).hasSize(2);
    assertThat(calls.get(0)).isEqualTo(squares(5));
    assertThat(calls.get(1)).isInstanceOf(TaskFailedException.class);
  }

  @Test
  @DisplayName("31: a callback added after the end runs at once")
  void shouldCallBackLateComers() {
    JobFuture<Integer> future = pool().applyAsync(x -> x, 3);
    future.join();
    List<Integer> seen = new ArrayList<>();
    future.thenAccept(seen::add);
    assertThat(seen).containsExactly(3);
    assertThat(future.thenApplyAsync(x -> Thread.currentThread().getName()).toCompletableFuture())
        .succeedsWithin(LONG)
        .asString()
        .startsWith("contract/callback");
  }

  @Test
  @DisplayName("32: a callback that throws changes nothing else")
  void shouldSurviveThrowingCallbacks() {
    PoolListener throwing =
        new PoolListener() {
          @Override
          public void onJobEnd(JobReport report) {
            throw new IllegalStateException("listener");
          }
        };
    try (Noise noise = Noise.listen();
        Pool own = backend().builder(1).listener(throwing).open()) {
      CompletableFuture<Void> stage =
          own.applyAsync(x -> x, 1)
              .thenAccept(
                  x -> {
                    throw new IllegalStateException("callback");
                  })
              .toCompletableFuture();
      assertThatThrownBy(stage::join).hasRootCauseMessage("callback");
      JobOptions options =
          JobOptions.defaults()
              .onProgress(
                  progress -> {
                    throw new IllegalStateException("progress");
                  });
      assertThat(own.map(x -> x * x, numbers(10), options)).isEqualTo(squares(10));
      await()
          .atMost(LONG)
          .untilAsserted(
              () ->
                  assertThat(noise.heard().toString())
                      .contains("pool listener threw", "progress listener of"));
      assertThatObject(own.submit(() -> 3).join()).isEqualTo(3);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  @DisplayName("33: a callback may end the pool")
  void shouldLetACallbackEndThePool(boolean kill) {
    Gate gate = gate();
    Pool own = backend().open(1);
    CompletableFuture<Void> ended =
        behind(gate, 1, own).thenRun(kill ? own::terminate : own::close).toCompletableFuture();
    gate.open();
    ended.orTimeout(LONG.toSeconds(), TimeUnit.SECONDS).join();
    assertThatThrownBy(() -> own.submit(() -> 2)).isInstanceOf(PoolClosedException.class);
    own.close();
  }

  @Test
  @DisplayName("34: the first to end is seen while others run")
  void shouldSeeTheFirstToEnd() {
    Gate gate = gate();
    JobFuture<Integer> slow = behind(gate, 1);
    CompletableFuture<Object> first =
        CompletableFuture.anyOf(
            slow.toCompletableFuture(), pool().applyAsync(x -> x, 2).toCompletableFuture());
    assertThat(first.join()).isEqualTo(2);
    assertThat(slow.isDone()).isFalse();
    gate.open();
    assertThat(slow.join()).isEqualTo(1);
  }

  @Test
  @DisplayName("35: the first failure is seen while others run, whatever succeeded before")
  void shouldSeeTheFirstFailure() {
    Gate gate = gate();
    JobFuture<Integer> quick = pool().applyAsync(x -> x, 2);
    JobFuture<Integer> slow = behind(gate, 1);
    quick.join();
    CompletableFuture<Void> firstFailure = new CompletableFuture<>();
    for (JobFuture<Integer> each : List.of(quick, slow, failing())) {
      each.whenComplete(
          (value, error) -> {
            if (error != null) {
              firstFailure.completeExceptionally(error);
            }
          });
    }
    assertThatThrownBy(firstFailure.orTimeout(LONG.toSeconds(), TimeUnit.SECONDS)::join)
        .hasCauseInstanceOf(TaskFailedException.class);
    assertThat(slow.isDone()).isFalse();
    gate.open();
    assertThat(slow.join()).isEqualTo(1);
  }

  @Test
  @DisplayName("36: a bounded wait for all tells the done from the others")
  void shouldTellTheDoneFromTheOthers() {
    Gate gate = gate();
    JobFuture<Integer> slow = behind(gate, 1);
    JobFuture<Integer> quick = pool().applyAsync(x -> x, 2);
    quick.join();
    CompletableFuture<Void> all =
        CompletableFuture.allOf(slow.toCompletableFuture(), quick.toCompletableFuture())
            .orTimeout(SHORT_MILLIS, TimeUnit.MILLISECONDS);
    assertThatThrownBy(all::join).hasCauseInstanceOf(TimeoutException.class);
    assertThat(List.of(slow.isDone(), quick.isDone())).containsExactly(false, true);
    gate.open();
    assertThat(slow.join()).isEqualTo(1);
  }

  @Test
  @DisplayName("37, 38: a queue of the ended has each once, and those that ended only")
  void shouldQueueTheEndedOnce() throws Exception {
    Gate gate = gate();
    Set<JobFuture<Integer>> seen = ConcurrentHashMap.newKeySet();
    LinkedBlockingQueue<JobFuture<Integer>> ended = new LinkedBlockingQueue<>();
    JobFuture<Integer> slow = behind(gate, 1);
    JobFuture<Integer> quick = pool().applyAsync(x -> x, 2);
    AtomicInteger calls = new AtomicInteger();
    for (JobFuture<Integer> each : List.of(slow, quick, quick)) {
      each.whenComplete(
          (value, error) -> {
            if (seen.add(each)) {
              ended.add(each);
            }
            calls.incrementAndGet();
          });
    }
    await().atMost(LONG).until(() -> calls.get() == 2);
    assertThat(ended).as("given twice, found once").containsExactly(quick);
    gate.open();
    await().atMost(LONG).until(() -> calls.get() == 3);
    assertThat(ended).containsExactly(quick, slow);
  }

  @Test
  @DisplayName("39: an exception that is returned is a value")
  void shouldReturnAnExceptionAsAValue() {
    Exception value = pool().submit(() -> new IllegalStateException("a value")).join();
    assertThat(value).isInstanceOf(IllegalStateException.class).hasMessage("a value");
  }

  @Test
  @DisplayName("22: a hundred submissions, each from the callback of the one before")
  void shouldSubmitFromCallbacks() {
    CompletableFuture<Integer> end = new CompletableFuture<>();
    chain(0, end);
    assertThat(end.orTimeout(LONG.toSeconds(), TimeUnit.SECONDS).join()).isEqualTo(100);
  }

  private void chain(int depth, CompletableFuture<Integer> end) {
    pool()
        .applyAsync(x -> x + 1, depth)
        .whenComplete(
            (value, error) -> {
              if (error != null) {
                end.completeExceptionally(error);
              } else if (value == 100) {
                end.complete(value);
              } else {
                chain(value, end);
              }
            });
  }

  @Test
  @DisplayName("Results.next with a limit loses nothing")
  void shouldLoseNothingWhenALimitPasses() throws Exception {
    Gate gate = gate();
    try (var results =
        pool()
            .imap(
                x -> {
                  gate.pass(x);
                  return x;
                },
                numbers(3))) {
      assertTimesOut(() -> results.next(Duration.ofMillis(SHORT_MILLIS)));
      gate.open();
      assertThat(results.next(LONG)).isEqualTo(0);
      assertThat(drain(results)).containsExactly(1, 2);
    }
  }

  @Test
  @DisplayName("closed results are at their end")
  void shouldForgetWhatWasNotTakenWhenClosed() {
    var results = pool().imap(x -> x, numbers(100), JobOptions.defaults().chunkSize(10));
    assertThat(results.next()).isEqualTo(0);
    results.close();
    results.close();
    assertThat(results.hasNext()).isFalse();
    var streamed = pool().imap(x -> x, numbers(100));
    try (var stream = streamed.stream()) {
      assertThat(stream.limit(3).toList()).containsExactly(0, 1, 2);
    }
    assertThat(streamed.hasNext()).isFalse();
  }
}
