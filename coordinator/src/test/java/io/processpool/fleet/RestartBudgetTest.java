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
      over = budget.died(0, true);
    }
    return over;
  }

  @Test
  void shouldAllowFiveDeathsWithoutWorkAndNoSixth() {
    assertThat(die(5)).isFalse();
    assertThat(die(1)).isTrue();
    assertThat(budget.limits(0))
        .isEqualTo("6 workers died within 60 s without an item done (limit 5)");
  }

  @Test
  void shouldAllowTwoDeathsPerWorkerInALargePool() {
    RestartBudget large = new RestartBudget(10, ticker, new Random(42));
    for (int i = 0; i < 20; i++) {
      assertThat(large.died(0, true)).isFalse();
    }
    assertThat(large.died(0, true)).isTrue();
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
    assertThat(budget.died(1, false)).isFalse();
    assertThat(budget.died(1, false)).isFalse();
    assertThat(budget.died(1, false)).isTrue();
    assertThat(budget.limits(1))
        .isEqualTo("3 workers in a row ended before they were ready, in place 1 (limit 3)");
  }

  @Test
  void shouldCountFailedStartsForEachPlace() {
    for (int i = 0; i < 2; i++) {
      assertThat(budget.died(0, false)).isFalse();
      assertThat(budget.died(1, false)).isFalse();
    }
    budget.worked();
    assertThat(budget.died(0, false)).isTrue();
  }

  @Test
  void shouldForgetFailedStartsWhenOneSucceeds() {
    for (int i = 0; i < 2; i++) {
      assertThat(budget.died(1, false)).isFalse();
      assertThat(budget.died(1, false)).isFalse();
      budget.started(1);
    }
    assertThat(budget.backoffMillis(1)).isZero();
  }

  @Test
  void shouldNotTakeWorkOfOthersForASuccessfulStart() {
    for (int i = 0; i < 2; i++) {
      budget.worked();
      assertThat(budget.died(1, false)).isFalse();
    }
    budget.worked();
    assertThat(budget.died(1, false)).isTrue();
  }

  @Test
  void shouldReplaceAtOnceAfterADeathAtWork() {
    budget.died(0, true);
    assertThat(budget.backoffMillis(0)).isZero();
  }

  @Test
  void shouldWaitLongerAfterEachFailedStartWithJitter() {
    budget.died(1, false);
    for (int i = 0; i < 100; i++) {
      assertThat(budget.backoffMillis(1)).isBetween(50L, 150L);
    }
    budget.died(1, false);
    for (int i = 0; i < 100; i++) {
      assertThat(budget.backoffMillis(1)).isBetween(100L, 300L);
    }
  }
}
