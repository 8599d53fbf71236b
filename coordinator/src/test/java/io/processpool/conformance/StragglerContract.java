package io.processpool.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.processpool.api.JobOptions;
import io.processpool.api.Results;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/** Items that take much longer than those before them. */
abstract class StragglerContract extends PoolContract {

  private static final int ITEMS = 2_000;
  private static final int SLOW = 1_000;
  private static final Duration LONG = Duration.ofSeconds(60);

  @Test
  void shouldNotKeepShortItemsWaitingBehindALongOne() throws TimeoutException {
    Gate gate = gate();
    Set<Integer> come = new HashSet<>();
    try (Results<Integer> results =
        pool()
            .imapUnordered(
                x -> {
                  if (x == SLOW) {
                    gate.pass(x);
                  }
                  return x;
                },
                numbers(ITEMS),
                JobOptions.defaults().chunkSize(1))) {
      for (int i = 1; i < ITEMS; i++) {
        come.add(results.next(LONG));
      }
      assertThat(come).hasSize(ITEMS - 1).doesNotContain(SLOW);
      gate.open();
      assertThat(results.next(LONG)).isEqualTo(SLOW);
      assertThat(results.hasNext()).isFalse();
      assertThat(results.report().items().retried()).as("an item that moves is no retry").isZero();
    }
  }
}
