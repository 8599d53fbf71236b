package io.processpool.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.processpool.Pool;
import io.processpool.api.NotSendableException;
import io.processpool.api.PoolClosedException;
import io.processpool.api.TaskFailedException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A pool as an {@link ExecutorService}. */
abstract class ExecutorContract extends PoolContract {

  /** A callable that can be sent. */
  interface Sendable<R> extends Callable<R>, Serializable {}

  private static Callable<Integer> give(int value) {
    Sendable<Integer> sendable = () -> value;
    return sendable;
  }

  private static Callable<Integer> fail() {
    Sendable<Integer> sendable =
        () -> {
          throw new IllegalStateException("no luck");
        };
    return sendable;
  }

  private static Callable<Integer> wait(Gate gate, int value) {
    Sendable<Integer> sendable =
        () -> {
          gate.pass(value);
          return value;
        };
    return sendable;
  }

  private ExecutorService executor() {
    return pool().asExecutorService();
  }

  @Test
  @DisplayName("1: callables and runnables run in a worker")
  void shouldRunTasks() throws Exception {
    assertThat(executor().submit(give(3)).get()).isEqualTo(3);
    Gate gate = gate();
    Runnable task = (Runnable & Serializable) () -> markQuietly(gate);
    assertThat(executor().submit(task).get()).isNull();
    assertThat(executor().submit(task, "over").get()).isEqualTo("over");
    executor().execute(task);
    gate.awaitMarks(3);
    assertThatThrownBy(() -> executor().submit(fail()).get())
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(TaskFailedException.class);
  }

  private static void markQuietly(Gate gate) {
    try {
      gate.mark("ran");
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  @DisplayName("what fails in execute is logged, as nobody holds its future")
  void shouldLogWhatFailsInExecute() {
    Runnable bad =
        (Runnable & Serializable)
            () -> {
              throw new IllegalStateException("bad");
            };
    try (Noise noise = Noise.listen()) {
      executor().execute(bad);
      await()
          .atMost(LONG)
          .until(() -> noise.heard().toString().contains("a task of execute() failed"));
    }
  }

  @Test
  @DisplayName("76: a task that cannot be sent is refused at once")
  void shouldRefuseTasksThatCannotBeSent() {
    Thread captured = Thread.currentThread();
    Callable<String> task = captured::getName;
    assertThatThrownBy(() -> executor().submit(task)).isInstanceOf(NotSendableException.class);
  }

  @Test
  @DisplayName("37: the JDK's completion service wraps tasks in what cannot be sent")
  void shouldRefuseTheTasksOfACompletionService() {
    var service = new ExecutorCompletionService<Integer>(executor());
    assertThatThrownBy(() -> service.submit(give(1))).isInstanceOf(NotSendableException.class);
  }

  @Test
  @DisplayName("36: invokeAll waits for all, the failed included")
  void shouldInvokeAll() throws Exception {
    List<Future<Integer>> futures = executor().invokeAll(List.of(give(1), fail(), give(3)));
    assertThat(futures).allMatch(Future::isDone);
    assertThat(futures.get(0).get()).isEqualTo(1);
    assertThat(failureOf(futures.get(1))).isInstanceOf(TaskFailedException.class);
    assertThat(futures.get(2).get()).isEqualTo(3);
  }

  @Test
  @DisplayName("36: invokeAll with a limit cancels what is not done")
  void shouldCancelTheRestWhenTheLimitPasses() throws Exception {
    Gate never = gate();
    List<Future<Integer>> futures =
        executor().invokeAll(List.of(give(1), wait(never, 2)), 2_000, TimeUnit.MILLISECONDS);
    assertThat(futures.get(0).get()).isEqualTo(1);
    assertThat(futures.get(1).isCancelled()).isTrue();
  }

  @Test
  @DisplayName("34: invokeAny gives the first success and cancels the others")
  void shouldInvokeAny() throws Exception {
    Gate never = gate();
    assertThat(executor().invokeAny(List.of(wait(never, 1), fail(), give(3)))).isEqualTo(3);
    assertThatThrownBy(() -> executor().invokeAny(List.of(fail(), fail())))
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(TaskFailedException.class);
    assertThatThrownBy(
            () -> executor().invokeAny(List.of(wait(never, 1)), 50, TimeUnit.MILLISECONDS))
        .isInstanceOf(TimeoutException.class);
    assertThatThrownBy(() -> executor().invokeAny(List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  @DisplayName("143: waiting for the end of an open pool ends without it")
  void shouldNotSeeTheEndOfAnOpenPool() throws Exception {
    assertThat(executor().awaitTermination(20, TimeUnit.MILLISECONDS)).isFalse();
    assertThat(executor().isShutdown()).isFalse();
    assertThat(executor().isTerminated()).isFalse();
  }

  @Test
  @DisplayName("144, 148, 151: shutdown finishes what is there, refuses more and may be repeated")
  void shouldFinishWorkAfterShutdown() throws Exception {
    String name = "executor" + System.nanoTime();
    try (Pool own = backend().builder(1).name(name).open()) {
      ExecutorService executor = own.asExecutorService();
      Gate gate = gate();
      Future<Integer> running = executor.submit(wait(gate, 1));
      gate.awaitMarks(1);
      long worker = own.workers().get(0).pid();
      assertThat(Processes.isRunning(worker)).isTrue();
      assertThat(threadsOf(name)).isNotEmpty();
      Future<Integer> queued = executor.submit(give(2));
      executor.shutdown();
      executor.shutdown();
      assertThat(executor.isShutdown()).isTrue();
      assertThatThrownBy(() -> executor.submit(give(3)))
          .isInstanceOf(RejectedExecutionException.class);
      gate.open();
      assertThat(running.get()).isEqualTo(1);
      assertThat(queued.get()).isEqualTo(2);
      assertThat(executor.awaitTermination(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
      assertThat(executor.isTerminated()).isTrue();
      executor.shutdown();
      assertThat(executor.shutdownNow()).isEmpty();
      assertThat(Processes.isRunning(worker)).isEqualTo(backend() == Backend.THREADS);
      await().atMost(LONG).untilAsserted(() -> assertThat(threadsOf(name)).isEmpty());
    }
  }

  @Test
  @DisplayName("146, 147: after a wait in vain shutdownNow ends what runs and what is queued")
  void shouldEndAtOnceAfterAWaitInVain() throws Exception {
    Gate never = gate();
    try (Pool own = backend().open(1)) {
      ExecutorService executor = own.asExecutorService();
      List<Future<Integer>> futures = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        futures.add(executor.submit(i < 5 ? give(i) : wait(never, i)));
      }
      never.awaitMarks(1);
      executor.shutdown();
      assertThat(executor.awaitTermination(50, TimeUnit.MILLISECONDS)).isFalse();
      assertThat(executor.isTerminated()).isFalse();
      for (int i = 0; i < 5; i++) {
        assertThat(futures.get(i).get()).isEqualTo(i);
      }
      assertThat(executor.shutdownNow()).isEmpty(); // not what was queued: its futures fail
      assertThat(executor.isTerminated()).isTrue();
      for (Future<Integer> each : futures.subList(5, 50)) {
        assertThat(each.isDone()).isTrue();
        assertThat(failureOf(each)).isInstanceOf(PoolClosedException.class);
      }
      assertThat(never.marks()).containsExactly("5");
    }
  }
}
