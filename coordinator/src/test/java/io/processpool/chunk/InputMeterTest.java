package io.processpool.chunk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.processpool.concurrent.Ticker;
import org.junit.jupiter.api.Test;

class InputMeterTest {

  private long now;
  private int looks;
  private final Ticker ticker =
      () -> {
        looks++;
        return now;
      };
  private final InputMeter meter = new InputMeter(ticker);

  private void read(int items, long nanosEach) {
    for (int i = 0; i < items; i++) {
      meter.asked();
      now += nanosEach;
      meter.answered();
      now += 50_000;
    }
  }

  @Test
  void shouldMeasureEveryItemOfASlowInput() {
    read(1_000, 2_000);

    assertThat(meter.takeNanos()).isEqualTo(2_000_000);
    assertThat(meter.takeNanos()).isZero();
  }

  @Test
  void shouldMeasureAFewItemsOfAQuickInputForAll() {
    read(70_000, 500);

    assertThat((double) meter.takeNanos()).isCloseTo(35_000_000, within(100_000.0));
    assertThat(looks).isLessThan(2 * 11_000);
  }

  @Test
  void shouldSeeTheSlowPagesOfAQuickInput() {
    for (int page = 0; page < 700; page++) {
      read(99, 10);
      read(1, 1_000_000);
    }

    assertThat((double) meter.takeNanos()).isCloseTo(700_000_000, within(70_000_000.0));
  }

  @Test
  void shouldNotCountAnAnswerTwice() {
    meter.asked();
    now += 5;
    meter.answered();
    now += 5;
    meter.answered();

    assertThat(meter.takeNanos()).isEqualTo(5);
  }
}
