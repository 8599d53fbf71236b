package io.processpool.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatObject;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.processpool.Pool;
import io.processpool.api.JobCancelledException;
import io.processpool.api.JobFuture;
import io.processpool.api.JobOptions;
import io.processpool.api.PoolException;
import io.processpool.api.Results;
import io.processpool.task.WorkerContext;
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

  private static int pass(Gate gate, Object who) throws Exception {
    gate.pass(who);
    return 1;
  }

  @Test
  @DisplayName("127, 129: what is cancelled before it begins never runs")
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
    int cancelled = 0;
    for (int round = 0; round < 1_000; round++) {
      JobFuture<Integer> future = pool().applyAsync(x -> x, round);
      int spins = random.nextInt(20_000);
      for (int i = 0; i < spins; i++) {
        Thread.onSpinWait();
      }
      boolean won = future.cancel(true);
      cancelled += won ? 1 : 0;
      assertThat(future.isDone()).isTrue();
      assertThat(future.isCancelled()).isEqualTo(won);
      if (!won) {
        assertThatObject(future.join()).isEqualTo(round);
      }
    }
    System.out.println(cancelled + " of 1000 were cancelled in time");
    assertThat(pool().map(x -> x * x, numbers(20))).isEqualTo(squares(20));
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
