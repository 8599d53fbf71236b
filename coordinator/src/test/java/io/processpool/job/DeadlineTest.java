package io.processpool.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.processpool.testing.FakeTicker;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class DeadlineTest {

  private final FakeTicker ticker = new FakeTicker();

  @Test
  void shouldRunOutAsTimePasses() {
    Deadline deadline = Deadline.in(ticker, Duration.ofMillis(5));
    ticker.advanceMillis(4);
    assertThat(deadline.remainingNanos()).isEqualTo(1_000_000);
    ticker.advanceMillis(4);
    assertThat(deadline.remainingNanos()).isNegative();
  }

  @Test
  void shouldTakeTheLongestAndTheShortestDurationsThereAre() {
    Duration longest = Duration.ofSeconds(Long.MAX_VALUE);
    assertThat(Deadline.in(ticker, longest).remainingNanos()).isPositive();
    Duration shortest = Duration.ofSeconds(Long.MIN_VALUE);
    assertThat(Deadline.in(ticker, shortest).remainingNanos()).isZero();
  }

  @Test
  void shouldNeverRunOutWithoutALimit() {
    assertThat(Deadline.none(ticker).remainingNanos()).isEqualTo(Long.MAX_VALUE);
  }
}
