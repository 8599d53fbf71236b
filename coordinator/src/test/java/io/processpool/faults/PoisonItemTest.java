package io.processpool.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.processpool.Pool;
import io.processpool.api.JobReport;
import io.processpool.api.Outcome;
import io.processpool.api.Outcome.Success;
import io.processpool.api.Results;
import io.processpool.api.WorkerLostException;
import io.processpool.task.WorkerContext;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** T4: one item that kills every worker it meets. */
@Tag("process")
@Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PoisonItemTest {

  private static final int ITEMS = 10_000;
  private static final int POISON = 4_711;

  private static int attemptAt(int x) throws Exception {
    if (x == POISON) {
      CrashKind.SEGFAULT.happen();
    }
    return WorkerContext.current().attempt();
  }

  @Test
  @DisplayName("T4: of 10,000 items one always crashes: three attempts, three deaths, 9,999 right")
  void shouldGiveUpThePoisonAndChargeNoOther() {
    List<Integer> numbers = IntStream.range(0, ITEMS).boxed().toList();
    try (Pool pool = Pool.builder().workers(2).workerHeap(64 << 20).open();
        Results<Outcome<Integer, Integer>> outcomes =
            pool.outcomes(PoisonItemTest::attemptAt, numbers)) {
      int index = 0;
      for (; outcomes.hasNext(); index++) {
        Outcome<Integer, Integer> outcome = outcomes.next();
        if (index == POISON) {
          assertThat(((Outcome.Failure<?, ?>) outcome).error())
              .isInstanceOf(WorkerLostException.class)
              .hasMessageContainingAll("item 4711", "attempt 3", "exit code 134");
        } else {
          assertThat(outcome).isEqualTo(new Success<>(index, index, 1));
        }
      }
      assertThat(index).isEqualTo(ITEMS);
      assertThat(pool.stats().workersLost()).isEqualTo(3);
      JobReport.Items items = outcomes.report().items();
      assertThat(Map.of("ok", items.ok(), "failed", items.failed()))
          .isEqualTo(Map.of("ok", ITEMS - 1L, "failed", 1L));
    }
  }
}
