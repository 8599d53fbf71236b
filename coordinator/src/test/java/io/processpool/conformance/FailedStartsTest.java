package io.processpool.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.processpool.Pool;
import io.processpool.PoolBuilder;
import io.processpool.api.JobFuture;
import io.processpool.api.PoolBrokenException;
import io.processpool.api.PoolStats;
import io.processpool.api.WorkerInfo;
import io.processpool.api.WorkerStartException;
import io.processpool.task.TaskSupplier;
import io.processpool.task.WorkerContext;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Workers whose start fails, is slow, or ends with an exception that is strange to read. */
@Tag("process")
@Tag("once")
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class FailedStartsTest {

  private static final long HOME = ProcessHandle.current().pid();
  private static final TaskSupplier<Long> HOME_OF_TASK = () -> WorkerContext.current().pid();
  private static final CompletableFuture<String> READING = new CompletableFuture<>();
  private static final CountDownLatch GO_ON = new CountDownLatch(1);

  @TempDir Path folder;

  @Test
  @DisplayName("91: some starts fail, then they succeed, and the pool is whole")
  void shouldBecomeWholeAfterSomeFailedStarts() {
    Gate tried = Gate.in(folder);
    PoolBuilder builder =
        Pool.builder()
            .workers(2)
            .initializer(
                worker -> {
                  tried.mark(worker.workerIndex());
                  if (tried.marks().size() <= 2) {
                    Runtime.getRuntime().halt(7);
                  }
                });
    try (Pool pool = builder.open()) {
      assertThat(pool.broadcast(() -> "there")).containsExactly("there", "there");
      await()
          .atMost(PoolContract.LONG)
          .untilAsserted(
              () ->
                  assertThat(pool.workers())
                      .allMatch(worker -> worker.state() == WorkerInfo.State.IDLE));
      assertThat(pool.stats().workersLost()).isBetween(1L, 2L);
    }
  }

  @Test
  @DisplayName("a launch that the system refuses for a moment does not end a pool that is well")
  void shouldTryAgainWhereALaunchIsRefused() throws Exception {
    Set<Path> before = Leftovers.now().runFolders();
    try (Pool pool = Pool.open(2)) {
      List<Long> first = pool.broadcast(HOME_OF_TASK);
      Set<Path> folders = new HashSet<>(Leftovers.now().runFolders());
      folders.removeAll(before);
      Path run = folders.iterator().next();
      Path away = Files.move(run, run.resolveSibling("away-" + run.getFileName()));
      try (Noise noise = Noise.listen()) {
        noise.on("; it is tried again", () -> Files.move(away, run));
        ProcessHandle.of(first.get(0)).orElseThrow().destroyForcibly();
        await().atMost(PoolContract.LONG).until(() -> Files.exists(run));
      }
      assertThat(pool.broadcast(HOME_OF_TASK)).doesNotContain(first.get(0)).contains(first.get(1));
    }
  }

  @Test
  @DisplayName("98: an initializer that takes too long breaks the pool, which says so")
  void shouldGiveUpWhenTheInitializerIsTooSlow() {
    PoolBuilder builder =
        Pool.builder()
            .workers(1)
            .startTimeout(Duration.ofSeconds(1))
            .initializer(worker -> Thread.sleep(100_000));
    try (Pool pool = builder.open()) {
      PoolBrokenException error =
          catchThrowableOfType(PoolBrokenException.class, () -> pool.apply(x -> x, 1));
      assertThat(error)
          .hasMessageContaining("3 workers in a row")
          .hasMessageContaining("the last one was not ready within PT1S (startTimeout)");
      assertThat(error.getCause()).isInstanceOf(WorkerStartException.class);
      assertThat(pool.stats().workersLost()).isEqualTo(3);
      assertThat(pool.stats().state()).isEqualTo(PoolStats.State.BROKEN);
    }
  }

  @Test
  @DisplayName("T6: workers that exit at once break the pool quickly, with their last words")
  void shouldGiveUpQuicklyWhenWorkersExitAtOnce() throws Exception {
    long begin = System.nanoTime();
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    new ProcessBuilder(java.toString(), "-XX:+NoSuchFlag").start().waitFor();
    long oneStart = System.nanoTime() - begin;
    PoolBuilder builder = Pool.builder().workers(4).workerJvmArguments(List.of("-XX:+NoSuchFlag"));
    long opened = System.nanoTime();
    try (Pool pool = builder.open()) {
      JobFuture<Integer> pending = pool.submit(() -> 1);
      JobFuture<List<Integer>> pendingMap = pool.mapAsync(x -> x, PoolContract.numbers(100));
      PoolBrokenException error =
          catchThrowableOfType(PoolBrokenException.class, () -> pool.apply(x -> x, 1));
      Duration took = Duration.ofNanos(System.nanoTime() - opened);
      System.out.println(
          "gave up after " + took + ", a start takes " + oneStart / 1_000_000 + " ms");
      assertThat(error)
          .hasMessageContaining("exit code 1")
          .hasMessageContaining("last output line");
      WorkerStartException start = (WorkerStartException) error.getCause();
      assertThat(String.join(" ", start.output())).contains("NoSuchFlag");
      assertThat(start.command()).contains("NoSuchFlag");
      // On a machine with nothing else to do the starts take next to nothing.
      assertThat(took).isLessThan(Duration.ofSeconds(3).plusNanos(12 * oneStart));
      assertThat(pool.workers()).allMatch(worker -> worker.number() < 3 * 4);
      JobFuture<Integer> late = pool.submit(() -> 1);
      for (JobFuture<?> each : List.of(pending, pendingMap, late)) {
        assertThat(PoolContract.failureOf(each))
            .isInstanceOf(PoolBrokenException.class)
            .hasMessageContaining("exit code 1");
      }
    }
  }

  @Test
  @DisplayName("87, 93: no worker can be replaced: each handle fails with an exception of its own")
  void shouldFailEachHandleWhenTheWorkerCannotBeReplaced() throws Exception {
    Gate started = Gate.in(folder);
    PoolBuilder builder =
        Pool.builder()
            .workers(1)
            .initializer(
                worker -> {
                  boolean again = !started.marks().isEmpty();
                  started.mark(worker.pid());
                  if (again) {
                    Runtime.getRuntime().halt(7);
                  }
                });
    try (Pool pool = builder.open()) {
      assertThat(pool.apply(x -> x + 1, 1).intValue()).isEqualTo(2);
      List<Throwable> failures = new ArrayList<>();
      for (JobFuture<?> future : List.of(halting(pool), halting(pool), halting(pool))) {
        failures.add(PoolContract.failureOf(future));
      }
      failures.add(PoolContract.failureOf(pool.submit(() -> 1)));
      assertThat(failures)
          .doesNotHaveDuplicates()
          .allSatisfy(
              failure ->
                  assertThat(failure)
                      .isInstanceOf(PoolBrokenException.class)
                      .hasMessageContainingAll("ended before they were ready", "exit code 7"));
      assertThat(started.marks()).hasSize(1 + 3);
    }
  }

  private static JobFuture<Integer> halting(Pool pool) {
    return pool.applyAsync(
        x -> {
          Runtime.getRuntime().halt(9);
          return x;
        },
        1);
  }

  /** Takes its time to be read, at home. */
  static final class SlowToRead extends RuntimeException {

    private static final long serialVersionUID = 1L;

    SlowToRead(String message) {
      super(message);
    }

    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
      in.defaultReadObject();
      if (ProcessHandle.current().pid() == HOME) {
        READING.complete(Thread.currentThread().getName());
        try {
          GO_ON.await();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      }
    }
  }

  @Test
  @DisplayName("97: an initializer's exception that blocks while it is read blocks nothing else")
  void shouldReadTheInitializersExceptionBesideTheFleet() throws Exception {
    PoolBuilder builder =
        Pool.builder()
            .workers(2)
            .initializer(
                worker -> {
                  throw new SlowToRead("no model");
                });
    try (Pool pool = builder.open()) {
      JobFuture<Integer> pending = pool.submit(() -> 1);
      assertThat(READING.get(60, TimeUnit.SECONDS)).contains("/callback-");
      Throwable failure = PoolContract.failureOf(pending); // while it is still being read
      assertThat(failure)
          .isInstanceOf(WorkerStartException.class)
          .hasMessageContaining("the initializer failed: " + SlowToRead.class.getName());
      assertThat(failure.getCause()).hasMessageContaining("no model");
      assertThat(pool.stats().workersLost()).isLessThanOrEqualTo(2);
    } finally {
      GO_ON.countDown();
    }
  }
}
