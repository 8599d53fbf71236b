package io.processpool.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.processpool.testing.FakeTicker;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RestartBudgetTest {

  private final FakeTicker ticker = new FakeTicker();
  private final RestartBudget budget = new RestartBudget(2, ticker, new Random(42));

  private boolean die(int times) {
    boolean over = false;
    for (int i = 0; i < times; i++) {
      over = budget.died(true);
    }
    return over;
  }

  @Test
  void shouldAllowFiveDeathsWithoutWorkAndNoSixth() {
    assertThat(die(5)).isFalse();
    assertThat(die(1)).isTrue();
    assertThat(budget.limits())
        .isEqualTo("6 workers died within 60 s without an item done (limit 5)");
  }

  @Test
  void shouldAllowTwoDeathsPerWorkerInALargePool() {
    RestartBudget large = new RestartBudget(10, ticker, new Random(42));
    for (int i = 0; i < 20; i++) {
      assertThat(large.died(true)).isFalse();
    }
    assertThat(large.died(true)).isTrue();
  }

  @Test
  void shouldForgetDeathsWhenAnItemWasDone() {
    for (int i = 0; i < 50; i++) {
      assertThat(die(5)).isFalse();
      budget.worked();
    }
  }

  @Test
  void shouldForgetDeathsAfterAMinute() {
    die(5);
    ticker.advanceMillis(60_001);
    assertThat(die(5)).isFalse();
    assertThat(die(1)).isTrue();
  }

  @Test
  void shouldGiveUpAfterThreeFailedStartsInARow() {
    assertThat(budget.died(false)).isFalse();
    assertThat(budget.died(false)).isFalse();
    assertThat(budget.died(false)).isTrue();
    assertThat(budget.limits())
        .isEqualTo("3 workers in a row ended before they were ready (limit 3)");
  }

  @Test
  void shouldForgetFailedStartsWhenOneSucceeds() {
    for (int i = 0; i < 2; i++) {
      assertThat(budget.died(false)).isFalse();
      assertThat(budget.died(false)).isFalse();
      budget.started();
    }
    assertThat(budget.backoffMillis()).isZero();
  }

  @Test
  void shouldNotTakeWorkOfOthersForASuccessfulStart() {
    for (int i = 0; i < 2; i++) {
      budget.worked();
      assertThat(budget.died(false)).isFalse();
    }
    budget.worked();
    assertThat(budget.died(false)).isTrue();
  }

  @Test
  void shouldReplaceAtOnceAfterADeathAtWork() {
    budget.died(true);
    assertThat(budget.backoffMillis()).isZero();
  }

  @Test
  void shouldWaitLongerAfterEachFailedStartWithJitter() {
    budget.died(false);
    for (int i = 0; i < 100; i++) {
      assertThat(budget.backoffMillis()).isBetween(50L, 150L);
    }
    budget.died(false);
    for (int i = 0; i < 100; i++) {
      assertThat(budget.backoffMillis()).isBetween(100L, 300L);
    }
  }
}
