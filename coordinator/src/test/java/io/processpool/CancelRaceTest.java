package io.processpool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.processpool.api.JobFuture;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
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

  private static final int ROUNDS = 3_000;
  private static final int MOST_SPINS = 20_000;

  private final long seed = Long.getLong("cancel.race.seed", new Random().nextLong());
  private final Random random = new Random(seed);
  private final ExecutorService cancellers = Executors.newFixedThreadPool(2);

  @AfterEach
  void stop() {
    cancellers.shutdownNow();
  }

  @Test
  void shouldEndOnceWhetherCancelledOrDone() throws Exception {
    System.out.println("cancel.race.seed=" + seed);
    int cancelled = 0;
    try (Pool pool = Pool.builder().workers(2).inProcess().open()) {
      for (int i = 0; i < ROUNDS; i++) {
        cancelled += race(pool, i) ? 1 : 0;
      }
      await()
          .untilAsserted(
              () ->
                  assertThat(pool.stats().chunksQueued() + pool.stats().chunksInFlight()).isZero());
      assertThat(pool.map(x -> x + 1, List.of(1, 2))).containsExactly(2, 3);
    }
    System.out.println(cancelled + " of " + ROUNDS + " cancelled");
  }

  private boolean race(Pool pool, int round) throws Exception {
    AtomicInteger ends = new AtomicInteger();
    CyclicBarrier start = new CyclicBarrier(3);
    JobFuture<List<Integer>> future = pool.mapAsync(x -> x + 1, List.of(round, round));
    future.whenComplete((value, error) -> ends.incrementAndGet());
    int early = random.nextInt(MOST_SPINS);
    int late = random.nextInt(MOST_SPINS);
    Future<Boolean> first = cancellers.submit(() -> cancel(future, start, early));
    Future<Boolean> second = cancellers.submit(() -> cancel(future, start, late));
    start.await();
    boolean one = first.get();
    assertThat(second.get()).as("seed %d, round %d", seed, round).isEqualTo(one);
    assertThat(future.isCancelled()).isEqualTo(one);
    if (one) {
      assertThatThrownBy(future::get).isInstanceOf(CancellationException.class);
    } else {
      assertThat(future.get()).containsExactly(round + 1, round + 1);
    }
    await().pollInterval(Duration.ofMillis(1)).until(() -> ends.get() > 0);
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
