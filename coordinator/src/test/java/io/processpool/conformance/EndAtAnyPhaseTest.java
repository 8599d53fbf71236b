package io.processpool.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.processpool.Pool;
import io.processpool.api.CloseReport;
import io.processpool.api.JobFuture;
import io.processpool.api.JobOptions;
import io.processpool.api.PoolStats;
import io.processpool.api.WorkerInfo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Pools that are ended at a random moment in a random way; the seed decides both. */
@Tag("process")
@Tag("once")
class EndAtAnyPhaseTest {

  private static final Duration LONG = Duration.ofSeconds(40);
  private static final long MOST_MILLIS = 8_000;

  @Test
  @DisplayName("151, 157: thirty ends at random phases")
  @Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void shouldEndAtAnyPhase() throws Exception {
    endManyTimes(30);
  }

  @Test
  @Tag("long")
  @DisplayName("151, 157: five hundred ends at random phases")
  @Timeout(value = 3000, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void shouldEndAtAnyPhaseManyTimes() throws Exception {
    endManyTimes(500);
  }

  private static void endManyTimes(int rounds) throws Exception {
    long seed = Long.getLong("test.seed", System.nanoTime());
    System.out.println("rounds " + rounds + " -Dtest.seed=" + seed);
    new Round("warm", new Random(seed)).run(); // what is loaded once stays
    Leftovers before = Leftovers.now();
    long slowest = 0;
    for (int i = 0; i < rounds; i++) {
      Round round = new Round("ends" + i + "-", new Random(seed + i));
      try {
        slowest = Math.max(slowest, round.run());
        before.awaitNoMore("ends");
      } catch (Throwable e) {
        throw new AssertionError("round " + i + " of seed " + seed + ": " + round, e);
      }
    }
    System.out.println("the slowest end took " + slowest + " ms");
  }

  /** One pool's life. */
  private static final class Round {

    private final Random random;
    private final Pool pool;
    private final List<JobFuture<?>> futures = new ArrayList<>();
    private final StringBuilder story = new StringBuilder();
    private final boolean endless;
    private int singles;
    private volatile long workDone = System.nanoTime();

    Round(String name, Random random) {
      this.random = random;
      this.endless = random.nextBoolean();
      this.pool = Pool.builder().workers(1 + random.nextInt(2)).name(name).open();
    }

    /** Gives the milliseconds that the end took, behind the work if it waits for that. */
    long run() throws Exception {
      begin();
      waitForPhase();
      long millis = endless ? endByForce() : endInPeace();
      for (JobFuture<?> future : futures) {
        await().atMost(LONG).until(future::isDone); // a thread may have been quicker
      }
      assertThat(pool.stats().state()).isEqualTo(PoolStats.State.CLOSED);
      assertThat(pool.workers())
          .extracting(WorkerInfo::state)
          .containsOnly(WorkerInfo.State.ABSENT);
      return millis;
    }

    private void begin() {
      story.append(endless ? "endless " : "");
      for (int i = random.nextInt(4); i > 0; i--) {
        switch (random.nextInt(endless ? 5 : 3)) {
          case 0 -> single("short", pool.applyAsync(x -> x + 1, i));
          case 1 -> single("failing", pool.applyAsync(x -> x / (x - x), i));
          case 2 -> {
            story.append("map ");
            JobOptions some = JobOptions.defaults().chunkSize(1 + random.nextInt(5));
            add(pool.mapAsync(EndAtAnyPhaseTest::nap, PoolContract.numbers(40), some));
          }
          case 3 -> single("sleeping", pool.applyAsync(EndAtAnyPhaseTest::sleep, i));
          default -> single("spinning", pool.applyAsync(EndAtAnyPhaseTest::spin, i));
        }
      }
    }

    private void single(String what, JobFuture<?> future) {
      story.append(what).append(' ');
      add(future);
      singles++;
    }

    private void add(JobFuture<?> future) {
      futures.add(future);
      future.whenComplete((value, error) -> workDone = System.nanoTime());
    }

    private void waitForPhase() {
      switch (random.nextInt(4)) {
        case 0 -> story.append("at once ");
        case 1 -> {
          story.append("ready ");
          await()
              .atMost(LONG)
              .pollInterval(Duration.ofMillis(2))
              .until(() -> pool.workers().stream().anyMatch(Round::hasStarted));
        }
        case 2 -> {
          story.append("one done ");
          await()
              .atMost(LONG)
              .pollInterval(Duration.ofMillis(2))
              .until(() -> futures.isEmpty() || pool.stats().itemsDone() > 0 || allEndless());
        }
        default -> LockSupport.parkNanos(random.nextInt(1_000_000_000)); // any moment will do
      }
    }

    /** Or something that ends has failed already. There may be less work than workers. */
    private boolean allEndless() {
      long busy =
          pool.workers().stream().filter(each -> each.state() == WorkerInfo.State.BUSY).count();
      return pool.stats().itemsFailed() > 0
          || busy >= Math.min(pool.workers().size(), futures.size());
    }

    private static boolean hasStarted(WorkerInfo worker) {
      return worker.state() == WorkerInfo.State.IDLE || worker.state() == WorkerInfo.State.BUSY;
    }

    private long endInPeace() throws Exception {
      return switch (random.nextInt(5)) {
        case 0 -> timed("close", pool::close);
        case 1 -> timed("three closes", () -> atOnce(pool::close, pool::close, pool::close));
        case 2 -> timed("terminate in close", () -> atOnce(pool::close, pool::terminate));
        case 3 -> timed("close in a callback", this::closeInCallback);
        default -> timed("shutdown, close", () -> atOnce(pool::shutdown, pool::close));
      };
    }

    private long endByForce() throws Exception {
      Duration limit = Duration.ofMillis(random.nextInt(300));
      return switch (random.nextInt(4)) {
        case 0 -> timed("terminate", pool::terminate);
        case 1 -> timed("close " + limit, () -> closeAndCount(limit));
        case 2 -> timed("terminate in close", () -> atOnce(pool::close, pool::terminate));
        default ->
            timed(
                "limits in close",
                () -> atOnce(pool::close, () -> pool.close(limit), () -> pool.close(limit)));
      };
    }

    private void closeAndCount(Duration limit) {
      CloseReport report = pool.close(limit);
      story.append(report);
      if (futures.size() == singles) {
        assertThat(report.itemsDone() + report.itemsFailed() + report.itemsCancelled())
            .as("%s", report)
            .isEqualTo(singles);
      }
      assertThat(report.workersKilled()).isBetween(0, pool.workers().size());
    }

    private void closeInCallback() throws Exception {
      CompletableFuture<Void> closed = new CompletableFuture<>();
      futures.add(pool.applyAsync(x -> x, 1));
      futures
          .get(futures.size() - 1)
          .whenComplete(
              (value, error) -> {
                pool.close();
                closed.complete(null);
              });
      closed.get(LONG.toSeconds(), TimeUnit.SECONDS);
    }

    private static void atOnce(Runnable... calls) throws Exception {
      CountDownLatch ready = new CountDownLatch(calls.length);
      List<Thread> threads = new ArrayList<>();
      for (Runnable call : calls) {
        Thread thread =
            new Thread(
                () -> {
                  ready.countDown();
                  call.run();
                });
        thread.start();
        threads.add(thread);
      }
      for (Thread thread : threads) {
        thread.join();
      }
    }

    private interface Call {
      void run() throws Exception;
    }

    private long timed(String what, Call call) throws Exception {
      story.append(what).append(' ');
      long start = System.nanoTime();
      call.run();
      pool.close(); // again
      // Work that was submitted is waited for, and workers take long to start on a busy machine.
      long waited = endless ? 0 : Math.max(0, workDone - start);
      long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start - waited);
      story.append(millis).append(" ms");
      assertThat(millis).as(story::toString).isLessThan(MOST_MILLIS);
      return millis;
    }

    @Override
    public String toString() {
      return story + " " + pool;
    }
  }

  private static int nap(int x) throws InterruptedException {
    Thread.sleep(x % 3);
    return x;
  }

  private static int sleep(int x) throws InterruptedException {
    Thread.sleep(1_000_000);
    return x;
  }

  /** Takes no notice of interrupts. */
  private static int spin(int x) {
    int turns = x;
    while (turns != Integer.MIN_VALUE) {
      turns = turns + 1 & 0xFFFF;
    }
    return turns;
  }
}
