package io.processpool.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatObject;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.processpool.Pool;
import io.processpool.api.JobCancelledException;
import io.processpool.api.JobFuture;
import io.processpool.api.JobOptions;
import io.processpool.api.Outcome;
import io.processpool.api.PoolException;
import io.processpool.api.Results;
import io.processpool.api.TaskTimeoutException;
import io.processpool.task.WorkerContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Work that is no longer wanted. */
abstract class CancellationContract extends PoolContract {

  private static final JobOptions SINGLE = JobOptions.defaults().chunkSize(1);

  private static final int RACES = 1_000;

  private static int pass(Gate gate, Object who) throws Exception {
    gate.pass(who);
    return 1;
  }

  @Test
  @DisplayName("127: what is cancelled before it begins never runs")
  void shouldNeverRunWhatWasCancelledBefore() {
    Gate gate = gate();
    List<JobFuture<Integer>> blockers =
        List.of(pool().submit(() -> pass(gate, "a")), pool().submit(() -> pass(gate, "b")));
    gate.awaitMarks(2);
    List<JobFuture<Integer>> queued = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      queued.add(pool().submit(() -> pass(gate, "never")));
    }
    JobFuture<List<Integer>> map = pool().mapAsync(x -> pass(gate, "never"), numbers(100));
    assertThat(queued).allMatch(each -> each.cancel(true));
    assertThat(map.cancel(false)).isTrue();
    gate.open();
    blockers.forEach(JobFuture::join);
    assertThatObject(pool().apply(x -> x, 5)).isEqualTo(5);
    assertThat(gate.marks()).containsExactly("a", "b");
    assertThat(queued).allMatch(JobFuture::isCancelled);
    assertThatThrownBy(queued.get(0)::get).isInstanceOf(CancellationException.class);
    assertThatThrownBy(queued.get(0)::join).isInstanceOf(CancellationException.class);
  }

  @Test
  @DisplayName("129, 132: what stands ready at a worker behind a running item never runs either")
  void shouldNeverRunWhatStandsReadyAtAWorker() {
    pool().map(x -> x, numbers(2000), SINGLE); // so short that chunks are sent ahead
    Gate never = gate();
    JobFuture<List<Integer>> map =
        pool().mapAsync(x -> x < 500 ? x : pass(never, x), numbers(2000), SINGLE);
    never.awaitMarks(2);
    await().atMost(LONG).until(() -> pool().stats().chunksInFlight() > 2);
    assertThat(map.cancel(true)).isTrue();
    pool().broadcast(() -> 1); // comes when a worker is through with what was cancelled
    assertThat(never.marks()).hasSize(2);
    assertThat(map.isCancelled()).isTrue();
    assertThatThrownBy(map::get).isInstanceOf(CancellationException.class);
  }

  @Test
  @DisplayName("128: a running task is told and interrupted, and its worker goes on")
  void shouldStopARunningTask() {
    long lost = pool().stats().workersLost();
    Gate begun = gate();
    Gate told = gate();
    JobFuture<Integer> asking =
        pool()
            .submit(
                () -> {
                  begun.mark("asking");
                  WorkerContext worker = WorkerContext.current();
                  while (!worker.isCancelled()) {
                    Thread.onSpinWait();
                  }
                  told.mark("asking");
                  return 1;
                });
    JobFuture<Integer> sleeping =
        pool()
            .submit(
                () -> {
                  try {
                    begun.pass("sleeping");
                  } catch (InterruptedException e) {
                    told.mark("sleeping");
                  }
                  return 1;
                });
    begun.awaitMarks(2);
    assertThat(asking.cancel(true)).isTrue();
    assertThat(sleeping.cancel(true)).isTrue();
    assertThat(asking.isDone() && sleeping.isDone()).isTrue();
    told.awaitMarks(2);
    assertThat(pool().map(x -> x * x, numbers(20))).isEqualTo(squares(20));
    assertThat(pool().stats().workersLost()).isEqualTo(lost);
  }

  @Test
  @DisplayName("130: a worker that still cleans up what was cancelled gets no new work")
  void shouldNotGiveWorkToAWorkerThatStillCleansUp() {
    Gate begun = gate();
    Gate clean = gate();
    pool().broadcast(() -> 1); // a cold worker could take longer than a cancelled task may
    JobFuture<Integer> cancelled =
        pool()
            .submit(
                () -> {
                  begun.mark(WorkerContext.current().workerIndex());
                  try {
                    new CountDownLatch(1).await();
                  } catch (InterruptedException e) {
                    begun.mark("cleaning");
                    clean.pass("cleaner");
                  }
                  return 1;
                });
    begun.awaitMarks(1);
    int busy = Integer.parseInt(begun.marks().get(0));
    assertThat(cancelled.cancel(true)).isTrue();
    begun.awaitMarks(2);
    List<JobFuture<Integer>> others = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      others.add(pool().submit(() -> WorkerContext.current().workerIndex()));
    }
    assertThat(others).extracting(JobFuture::join).containsOnly(1 - busy);
    clean.open();
    assertThat(pool().broadcast(() -> WorkerContext.current().workerIndex())).containsExactly(0, 1);
  }

  private static int waitWith(Gate gate, byte[] load) throws Exception {
    gate.mark("loaded");
    new CountDownLatch(1).await();
    return load.length;
  }

  @Test
  @DisplayName("133: cancelling tasks with large arguments in flight, then closing, returns")
  void shouldCloseAfterCancellingLargeTasks() {
    Gate gate = gate();
    byte[] large = new byte[10 << 20];
    try (Pool own = backend().open(2)) {
      List<JobFuture<?>> futures = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        futures.add(own.applyAsync(load -> waitWith(gate, load), large));
      }
      futures.add(
          own.mapAsync(
              load -> waitWith(gate, load),
              Collections.nCopies(6, large),
              JobOptions.defaults().chunkSize(1)));
      gate.awaitMarks(1);
      futures.forEach(future -> assertThat(future.cancel(true)).isTrue());
    }
    assertThat(gate.marks()).hasSizeLessThan(10);
  }

  @Test
  @DisplayName("131: cancelling what is done changes nothing")
  void shouldKeepTheResultOfWhatIsDone() {
    JobFuture<Integer> done = pool().submit(() -> 3);
    done.join();
    assertThat(done.cancel(true)).isFalse();
    assertThat(done.isCancelled()).isFalse();
    assertThatObject(done.join()).isEqualTo(3);
  }

  @Test
  @DisplayName("134: cancelling races with the end, and each future has one end")
  void shouldEndOnceWhenCancellingRaces() {
    long seed = System.nanoTime();
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    int most = 20_000; // it is adapted, so that about half of them are cancelled in time
    List<JobFuture<Integer>> kept = new ArrayList<>();
    List<JobFuture<Integer>> cancelled = new ArrayList<>();
    for (int round = 0; round < RACES; round++) {
      JobFuture<Integer> future = pool().applyAsync(x -> x, round);
      int spins = random.nextInt(most);
      for (int i = 0; i < spins; i++) {
        Thread.onSpinWait();
      }
      boolean won = future.cancel(true);
      (won ? cancelled : kept).add(future);
      most = won ? most + most / 8 : Math.max(most - most / 8, 100);
      assertThat(future.isDone()).isTrue();
      assertThat(future.isCancelled()).isEqualTo(won);
      if (!won) {
        assertThatObject(future.join()).isEqualTo(round);
      }
    }
    System.out.println(cancelled.size() + " of " + RACES + " were cancelled in time");
    assertThat(cancelled).hasSizeBetween(1, RACES - 1);
    assertThat(pool().map(x -> x * x, numbers(20))).isEqualTo(squares(20));
    assertThat(cancelled).allMatch(JobFuture::isCancelled); // still
    assertThat(kept).allMatch(JobFuture::isSuccessful);
  }

  @Test
  @DisplayName("132: closed results end a consumer that waits")
  void shouldEndAWaitingConsumerWhenClosed() {
    Gate never = gate();
    Results<Integer> results = pool().imap(x -> pass(never, x), numbers(10));
    CompletableFuture<Boolean> waiting = CompletableFuture.supplyAsync(results::hasNext);
    never.awaitMarks(1);
    results.close();
    assertThat(waiting.orTimeout(LONG.toSeconds(), TimeUnit.SECONDS).join()).isFalse();
  }

  @Test
  @DisplayName("132: closed results begin nothing more")
  void shouldBeginNothingMoreOnceClosed() {
    Gate never = gate();
    Results<Integer> results = pool().imap(x -> x == 0 ? 0 : pass(never, x), numbers(10), SINGLE);
    assertThat(results.next()).isZero();
    never.awaitMarks(2);
    results.close();
    pool().broadcast(() -> 1);
    assertThat(never.marks()).hasSize(2);
    assertThat(results.hasNext()).isFalse();
  }

  private static int stuckAt(int stuck, int x) throws InterruptedException {
    if (x == stuck) {
      new CountDownLatch(1).await();
    }
    return x;
  }

  @Test
  @DisplayName("135: a map that is not done at its deadline fails")
  void shouldFailAMapAtItsDeadline() {
    JobOptions brief = SINGLE.deadline(Duration.ofMillis(300));
    assertThatThrownBy(() -> pool().map(x -> stuckAt(3, x), numbers(10), brief))
        .isInstanceOf(TaskTimeoutException.class)
        .hasMessageContaining("took longer than PT0.3S (deadline)");
    assertThatThrownBy(pool().mapAsync(x -> stuckAt(3, x), numbers(10), brief)::join)
        .isInstanceOf(TaskTimeoutException.class);
  }

  private static Object valueOf(Outcome<Integer, Integer> outcome) {
    return outcome instanceof Outcome.Success<Integer, Integer> success ? success.value() : outcome;
  }

  @Test
  @DisplayName("135: before its deadline a job gives the results up to the item that is stuck")
  void shouldGiveTheResultsBeforeTheDeadlineInOrder() {
    pool().broadcast(() -> 1); // a cold worker could take longer
    JobOptions brief = SINGLE.deadline(Duration.ofSeconds(2));
    try (Results<Integer> results = pool().imap(x -> stuckAt(3, x), numbers(10), brief);
        Results<Outcome<Integer, Integer>> outcomes =
            pool().outcomes(x -> stuckAt(3, x), numbers(10), brief)) {
      for (int x : numbers(3)) {
        assertThat(results.next()).isEqualTo(x);
        assertThat(valueOf(outcomes.next())).isEqualTo(x);
      }
      assertThatThrownBy(results::next).isInstanceOf(TaskTimeoutException.class);
      assertThatThrownBy(outcomes::next).isInstanceOf(TaskTimeoutException.class);
    }
  }

  @Test
  @DisplayName("an interrupt ends a waiting map, cancels it and stays")
  void shouldEndAWaitingMapWhenInterrupted() throws Exception {
    Gate never = gate();
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    AtomicReference<Boolean> interrupted = new AtomicReference<>();
    Thread caller =
        new Thread(
            () -> {
              try {
                pool().map(x -> pass(never, x), numbers(100), JobOptions.defaults().chunkSize(1));
              } catch (JobCancelledException e) {
                thrown.set(e);
              }
              interrupted.set(Thread.currentThread().isInterrupted());
            });
    caller.start();
    never.awaitMarks(2);
    caller.interrupt();
    caller.join();
    assertThat(thrown.get()).isInstanceOf(JobCancelledException.class);
    assertThat(interrupted.get()).isTrue();
    assertThat(pool().map(x -> x * x, numbers(20))).isEqualTo(squares(20));
    assertThat(never.marks()).hasSizeLessThan(20);
  }

  @Test
  @DisplayName("47: endless recursion fails its item, and the pool goes on")
  void shouldSurviveEndlessRecursion() {
    JobFuture<Integer> deep = pool().applyAsync(CancellationContract::dive, 0);
    assertThatThrownBy(deep::join).isInstanceOf(PoolException.class);
    assertThat(pool().map(x -> x * x, numbers(20))).isEqualTo(squares(20));
    await().atMost(LONG).until(() -> pool().stats().chunksInFlight() == 0);
  }

  private static int dive(int depth) {
    return 1 + dive(depth + 1) % 7;
  }
}
