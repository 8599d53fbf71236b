package io.processpool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.processpool.api.JobFuture;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Futures that are cancelled by two threads while they complete: one end, the same for all who ask.
 * {@code -Dcancel.race.seed=} repeats the delays, though not the race.
 */
@Tag("once")
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class CancelRaceTest {

  private static final int ROUNDS = 10_000;

  private final long seed = Long.getLong("cancel.race.seed", new Random().nextLong());
  private final Random random = new Random(seed);

  /** Adapted, so that about half of them are cancelled in time. */
  private int mostSpins = 20_000;

  private final ExecutorService cancellers = Executors.newFixedThreadPool(2);

  @AfterEach
  void stop() {
    cancellers.shutdownNow();
  }

  @Test
  void shouldEndOnceWhetherCancelledOrDone() throws Exception {
    System.out.println("cancel.race.seed=" + seed);
    List<JobFuture<List<Integer>>> kept = new ArrayList<>();
    List<JobFuture<List<Integer>>> cancelled = new ArrayList<>();
    try (Pool pool = Pool.builder().workers(2).inProcess().open()) {
      for (int i = 0; i < ROUNDS; i++) {
        JobFuture<List<Integer>> future = pool.mapAsync(x -> x + 1, List.of(i, i));
        (race(future, i) ? cancelled : kept).add(future);
      }
      await()
          .untilAsserted(
              () ->
                  assertThat(pool.stats().chunksQueued() + pool.stats().chunksInFlight()).isZero());
      assertThat(pool.map(x -> x + 1, List.of(1, 2))).containsExactly(2, 3);
    }
    assertThat(cancelled).allMatch(JobFuture::isCancelled); // still
    assertThat(kept).allMatch(JobFuture::isSuccessful);
    System.out.println(cancelled.size() + " of " + ROUNDS + " cancelled");
    assertThat(cancelled).hasSizeBetween(1, ROUNDS - 1);
  }

  private boolean race(JobFuture<List<Integer>> future, int round) throws Exception {
    AtomicInteger ends = new AtomicInteger();
    CyclicBarrier start = new CyclicBarrier(3);
    CompletableFuture<?> told =
        future
            .whenComplete((value, error) -> ends.incrementAndGet())
            .handle((value, error) -> error)
            .toCompletableFuture();
    int early = random.nextInt(mostSpins);
    int late = random.nextInt(mostSpins);
    Future<Boolean> first = cancellers.submit(() -> cancel(future, start, early));
    Future<Boolean> second = cancellers.submit(() -> cancel(future, start, late));
    start.await();
    boolean one = first.get();
    mostSpins = one ? mostSpins + mostSpins / 8 : Math.max(mostSpins - mostSpins / 8, 100);
    assertThat(second.get()).as("seed %d, round %d", seed, round).isEqualTo(one);
    assertThat(future.isCancelled()).isEqualTo(one);
    if (one) {
      assertThatThrownBy(future::get).isInstanceOf(CancellationException.class);
    } else {
      assertThat(future.get()).containsExactly(round + 1, round + 1);
    }
    told.get(1, TimeUnit.MINUTES);
    assertThat(ends).as("seed %d, round %d", seed, round).hasValue(1);
    return one;
  }

  private static boolean cancel(Future<?> future, CyclicBarrier start, int spins) throws Exception {
    start.await();
    for (int i = 0; i < spins; i++) {
      Thread.onSpinWait();
    }
    return future.cancel(true);
  }
}
