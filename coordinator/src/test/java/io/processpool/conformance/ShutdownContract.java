package io.processpool.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.processpool.Pool;
import io.processpool.api.CloseReport;
import io.processpool.api.JobFuture;
import io.processpool.api.JobOptions;
import io.processpool.api.NotSendableException;
import io.processpool.api.PoolClosedException;
import io.processpool.api.PoolStats;
import io.processpool.api.Results;
import io.processpool.api.TaskTimeoutException;
import java.io.IOException;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** Ends of pools. */
abstract class ShutdownContract extends PoolContract {

  private static void assertRefusesEverything(Pool pool) {
    List<ThrowingCallable> calls =
        List.of(
            () -> pool.map(x -> x, List.of(1)),
            () -> pool.map(x -> x, List.of()),
            () -> pool.mapAsync(x -> x, List.of(1)),
            () -> pool.imap(x -> x, List.of(1)),
            () -> pool.imapUnordered(x -> x, List.of(1)),
            () -> pool.outcomes(x -> x, List.of(1)),
            () -> pool.starmap((a, b) -> a, List.of(Map.entry(1, 2))),
            () -> pool.apply(x -> x, 1),
            () -> pool.applyAsync(x -> x, 1),
            () -> pool.submit(() -> 1),
            () -> pool.broadcast(() -> 1));
    for (ThrowingCallable call : calls) {
      assertThatThrownBy(call)
          .isInstanceOf(PoolClosedException.class)
          .hasMessageContaining("closed");
    }
  }

  @Test
  @DisplayName("142, 151, 153: a closed pool refuses everything, however often it is ended")
  void shouldRefuseWorkWhenClosed() {
    Pool own = backend().open(1);
    own.shutdown();
    own.shutdown();
    assertRefusesEverything(own);
    assertThat(own.stats().state()).isEqualTo(PoolStats.State.SHUTDOWN);
    own.close();
    own.close();
    own.terminate();
    own.terminate();
    own.shutdown();
    assertThat(own.close(Duration.ZERO).workersKilled()).isZero();
    assertRefusesEverything(own);
    assertThat(own.stats().state()).isEqualTo(PoolStats.State.CLOSED);
    try (own) {
      assertRefusesEverything(own);
    }
  }

  @RepeatedTest(2)
  @DisplayName("144, 152: close waits for all that was submitted")
  void shouldFinishWhatWasSubmitted() {
    List<JobFuture<Integer>> singles = new ArrayList<>();
    JobFuture<List<Integer>> map;
    try (Pool own = backend().open(2)) {
      map = own.mapAsync(x -> x * x, numbers(500), JobOptions.defaults().chunkSize(7));
      for (int i = 0; i < 50; i++) {
        singles.add(own.applyAsync(x -> x + 1, i));
      }
    }
    assertThat(map.isDone()).isTrue();
    assertThat(map.join()).isEqualTo(squares(500));
    assertThat(singles).allMatch(JobFuture::isDone).allMatch(JobFuture::isSuccessful);
    assertThat(singles.get(49).join()).isEqualTo(50);
  }

  @Test
  @DisplayName("152: close says what became of the work")
  void shouldReportWhatBecameOfTheWork() {
    Pool own = backend().open(1);
    own.map(x -> x, numbers(10));
    JobFuture<?> failing = own.submit(() -> 1 / (int) (System.nanoTime() * 0));
    CloseReport report = own.close(LONG);
    assertThat(failing.isDone()).isTrue();
    assertThat(report).isEqualTo(new CloseReport(10, 1, 0, 0));
  }

  @Test
  @DisplayName("145: terminate with ten thousand long tasks queued")
  void shouldTerminateWithManyTasksQueued() {
    Gate never = gate();
    Pool own = backend().open(2);
    List<JobFuture<Integer>> futures = new ArrayList<>();
    for (int i = 0; i < 5_000; i++) {
      futures.add(own.submit(() -> blockFor(never)));
    }
    JobFuture<List<Integer>> map =
        own.mapAsync(
            x -> blockFor(never), numbers(5_000), JobOptions.defaults().window(5_000).chunkSize(1));
    never.awaitMarks(2);
    long start = System.nanoTime();
    own.terminate();
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
    assertThat(own.stats().state()).isEqualTo(PoolStats.State.CLOSED);
    futures.forEach(each -> assertThatThrownBy(each::join).isInstanceOf(PoolClosedException.class));
    assertThatThrownBy(map::join).isInstanceOf(PoolClosedException.class);
  }

  private static int blockFor(Gate gate) throws Exception {
    gate.pass("task");
    return 1;
  }

  @Test
  @DisplayName("147: close within a limit cancels what is not done and says so")
  void shouldCancelWhatIsNotDoneWithinTheLimit() {
    Gate never = gate();
    Pool own = backend().open(1);
    JobFuture<Integer> running = own.submit(() -> blockFor(never));
    JobFuture<Integer> queued = own.submit(() -> blockFor(never));
    never.awaitMarks(1);
    CloseReport report = own.close(Duration.ofMillis(50));
    assertThat(report.itemsDone()).isZero();
    assertThat(report.itemsCancelled()).isEqualTo(2);
    assertThatThrownBy(running::join).isInstanceOf(PoolClosedException.class);
    assertThatThrownBy(queued::join).isInstanceOf(PoolClosedException.class);
    assertThat(never.marks()).hasSize(1);
  }

  @Test
  @DisplayName("146: close within a limit keeps what was done and counts what was not")
  void shouldCountWhatWasDoneAndWhatWasCancelled() {
    Gate never = gate();
    Pool own = backend().open(1);
    List<JobFuture<Integer>> futures = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      futures.add(own.applyAsync(x -> x < 5 ? x : blockFor(never), i));
    }
    never.awaitMarks(1);
    futures.subList(0, 5).forEach(JobFuture::join);
    CloseReport report = own.close(Duration.ofMillis(50));
    assertThat(List.of(report.itemsDone(), report.itemsFailed(), report.itemsCancelled()))
        .containsExactly(5L, 0L, 45L);
    assertThat(futures.subList(0, 5)).extracting(JobFuture::join).containsExactly(0, 1, 2, 3, 4);
    assertThat(futures.subList(5, 50))
        .allSatisfy(each -> assertThatThrownBy(each::join).isInstanceOf(PoolClosedException.class));
    assertThat(never.marks()).hasSize(1);
  }

  @Test
  @DisplayName("140, 152: results that were not taken are cancelled by close")
  void shouldCancelUntakenResults() {
    Results<Integer> results;
    try (Pool own = backend().open(1)) {
      results = own.imap(x -> x, numbers(5000), JobOptions.defaults().window(10));
      assertThat(results.next()).isZero();
    }
    assertThatThrownBy(() -> drain(results)).isInstanceOf(PoolClosedException.class);
  }

  @RepeatedTest(2)
  @DisplayName("150: submit, cancel and end in a row")
  void shouldEndAfterCancelling() {
    Gate never = gate();
    Pool own = backend().open(1);
    JobFuture<Integer> future = own.submit(() -> blockFor(never));
    assertThat(future.cancel(true)).isTrue();
    own.close();
    assertThat(future.isCancelled()).isTrue();
  }

  @RepeatedTest(2)
  @DisplayName("158: terminate before any worker has started")
  void shouldTerminateBeforeWorkersStarted() {
    Pool own = backend().open(2);
    JobFuture<Integer> future = own.submit(() -> 1);
    own.terminate();
    await().atMost(LONG).until(future::isDone); // a thread may have been quicker
  }

  /** Cannot be written; says when that is tried, and waits. */
  private static final class Unwritable implements Serializable {
    private final transient CountDownLatch tried = new CountDownLatch(1);
    private final transient CountDownLatch go = new CountDownLatch(1);

    private void writeObject(ObjectOutputStream out) throws IOException {
      tried.countDown();
      try {
        if (!go.await(LONG.toSeconds(), TimeUnit.SECONDS)) {
          throw new IOException("nobody let it go on");
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      throw new NotSerializableException("unwritable");
    }
  }

  @RepeatedTest(5)
  @DisplayName("149: close while an argument turns out to be unsendable")
  void shouldCloseWhileAnArgumentCannotBeSent() throws Exception {
    Unwritable bad = new Unwritable();
    Pool own = backend().open(1);
    JobFuture<List<Integer>> map = own.mapAsync(x -> 1, List.of("good", bad, "good"));
    assertThat(bad.tried.await(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
    Thread closer = new Thread(own::close);
    closer.start();
    await().atMost(LONG).until(() -> own.stats().state() == PoolStats.State.SHUTDOWN);
    bad.go.countDown();
    closer.join();
    assertThatThrownBy(map::join).isInstanceOf(NotSendableException.class);
  }

  /** An input that calls the pool while it is read. */
  private static Iterable<Integer> calling(Runnable call) {
    return () -> Stream.of(1, 2, 3).peek(x -> call.run()).iterator();
  }

  @Test
  @DisplayName("close from the input of a job that close would wait for is refused")
  void shouldRefuseToBeClosedByTheInputItWouldWaitFor() {
    Pool own = backend().open(1);
    assertThatThrownBy(() -> own.map(x -> x, calling(own::close)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("close() was called by the input of j1")
        .hasMessageContaining("call shutdown() there");
    assertThatThrownBy(() -> own.mapAsync(x -> x, calling(() -> own.close(LONG))).join())
        .isInstanceOf(IllegalStateException.class);
    assertThat(own.stats().state()).isEqualTo(PoolStats.State.RUNNING);
    assertThat(own.map(x -> x, calling(own::shutdown))).containsExactly(1, 2, 3);
    own.close();
  }

  @Test
  @DisplayName("close from a retryOn predicate that close would wait for is refused")
  void shouldRefuseToBeClosedByThePredicateItWouldWaitFor() {
    Pool own = backend().open(1);
    AtomicReference<Throwable> refused = new AtomicReference<>();
    JobOptions closing =
        JobOptions.defaults()
            .retryOn(
                thrown -> {
                  refused.set(catchThrowable(own::close));
                  return false;
                });
    assertThatThrownBy(() -> own.map(x -> 1 / x, List.of(0), closing))
        .hasCauseInstanceOf(ArithmeticException.class);
    assertThat(refused.get())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("or its retryOn predicate");
    assertThat(own.map(x -> x, List.of(1))).containsExactly(1);
    own.close();
  }

  @Test
  @DisplayName("a deadline that passes while the call begins leaves nothing that close waits for")
  void shouldCloseAfterDeadlinesOfNoTime() {
    Pool own = backend().open(1);
    JobOptions options = JobOptions.defaults().deadline(Duration.ofNanos(1));
    for (int i = 0; i < 200; i++) {
      Throwable late = catchThrowable(() -> own.map(x -> x, List.of(1), options));
      assertThat(late == null || late instanceof TaskTimeoutException).isTrue();
    }
    assertThat(own.close(LONG).workersKilled()).isZero();
  }

  @Test
  void shouldLetTheInputOfLazyResultsCloseThePool() {
    Pool own = backend().open(1);
    Results<Integer> results = own.imap(x -> x, calling(own::close));
    assertThatThrownBy(() -> drain(results)).isInstanceOf(PoolClosedException.class);
    assertThat(own.stats().state()).isEqualTo(PoolStats.State.CLOSED);
  }

  @Test
  void shouldLetAnInputTerminateThePool() {
    Pool own = backend().open(1);
    assertThatThrownBy(() -> own.map(x -> x, calling(own::terminate)))
        .isInstanceOf(PoolClosedException.class);
  }

  @Test
  @DisplayName("33: a callback that blocks holds up neither other callbacks nor the pool")
  void shouldNotBeHeldUpByACallbackThatBlocks() {
    CountDownLatch go = new CountDownLatch(1);
    Gate gate = gate(); // a callback that is added after the end would run here
    try (Pool own = backend().open(1)) {
      CompletableFuture<Void> blocked =
          own.applyAsync(ShutdownContract::pass, gate)
              .thenAccept(x -> awaitQuietly(go))
              .toCompletableFuture();
      gate.open();
      assertThat(own.submit(() -> 2).thenApply(x -> x + 1).toCompletableFuture().join())
          .isEqualTo(3);
      assertThat(own.map(x -> x * x, numbers(20))).isEqualTo(squares(20));
      assertThat(blocked).isNotDone();
      go.countDown();
      blocked.join();
    }
  }

  private static int pass(Gate gate) throws Exception {
    gate.pass("task");
    return 1;
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      assertThat(latch.await(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  @DisplayName("151: three threads end one pool")
  void shouldEndOnceForManyThreads() throws Exception {
    Pool own = backend().open(2);
    JobFuture<List<Integer>> map = own.mapAsync(x -> x, numbers(100));
    List<Thread> closers =
        List.of(new Thread(own::close), new Thread(own::close), new Thread(own::close));
    closers.forEach(Thread::start);
    for (Thread closer : closers) {
      closer.join();
    }
    assertThat(map.join()).hasSize(100);
  }

  @Test
  @DisplayName("157: no thread of a closed pool stays")
  void shouldLeaveNoThreads() {
    String name = "leaver" + System.nanoTime();
    try (Pool own = backend().builder(2).name(name).open()) {
      own.mapAsync(x -> x, numbers(100)).thenAccept(list -> {});
      assertThat(threadsOf(name)).isNotEmpty();
    }
    await().atMost(LONG).untilAsserted(() -> assertThat(threadsOf(name)).isEmpty());
  }

  @Test
  @DisplayName("144: a future is done when close returns, however close they are")
  void shouldHaveDoneFuturesWhenCloseReturns() {
    int rounds = backend() == Backend.THREADS ? 50 : 1; // processes take their time anyway
    for (int round = 0; round < rounds; round++) {
      Pool own = backend().open(2);
      JobFuture<Integer> future = own.applyAsync(x -> x, 1);
      own.close();
      assertThat(future.isDone()).isTrue();
      assertThat(future.join()).isEqualTo(1);
    }
  }
}
