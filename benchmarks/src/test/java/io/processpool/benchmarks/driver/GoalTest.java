package io.processpool.benchmarks.driver;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GoalTest {

  @Test
  void shouldMeetAMostByBeingCloseToTheLimit() {
    Goal goal = Goal.atMostTimes(2.5);

    assertThat(goal.ratio(20, 10)).isEqualTo(2);
    assertThat(goal.verdict(2.5)).isEqualTo("met");
    assertThat(goal.verdict(2.51)).isEqualTo("missed");
    assertThat(goal.text(Unit.TIME)).isEqualTo("≤ 2.5 ×");
  }

  @Test
  void shouldMeetALeastByBeingFasterThanThePeer() {
    Goal goal = Goal.atLeastAsFast(5);

    assertThat(goal.ratio(1, 6)).isEqualTo(6);
    assertThat(goal.verdict(6)).isEqualTo("met");
    assertThat(goal.verdict(4.9)).isEqualTo("missed");
    assertThat(Goal.atLeastAsFast(100).text(Unit.TIME)).isEqualTo("≥ 100 × as fast");
  }

  @Test
  void shouldCompareABoundWithOurFigureItself() {
    Goal goal = Goal.bound(60);

    assertThat(goal.ratio(59, 59)).isEqualTo(59);
    assertThat(goal.verdict(59)).isEqualTo("met");
    assertThat(goal.verdict(61)).isEqualTo("missed");
    assertThat(goal.text(Unit.MIB)).isEqualTo("≤ 60.0 MiB");
  }

  @Test
  void shouldSayNothingWhereThereIsNoGoal() {
    assertThat(Goal.PEER_SEEN.ratio(2, 3)).isEqualTo(1.5);
    assertThat(Goal.LIMIT_SEEN.ratio(3, 2)).isEqualTo(1.5);
    assertThat(Goal.PEER_SEEN.verdict(0.1)).isEmpty();
    assertThat(Goal.LIMIT_SEEN.text(Unit.TIME)).isEmpty();
  }
}
