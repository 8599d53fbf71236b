package io.processpool.cli.lesson;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SecondsTest {

  @Test
  void shouldTakeTheMiddleOfRepetitions() {
    assertThat(Seconds.of(List.of(3.0, 1.0, 2.0))).isEqualTo(new Seconds(2, 1, 3));
    assertThat(Seconds.of(List.of(4.0, 1.0))).isEqualTo(new Seconds(2.5, 1, 4));
  }

  @Test
  void shouldSayHowManyTimesAsFastOneWas() {
    assertThat(new Seconds(2, 1, 3).timesAsFastAs(new Seconds(6, 5, 7))).isEqualTo(3);
  }

  @Test
  void shouldReadWithAUnitThatFits() {
    assertThat(new Seconds(1.5, 0.0123, 0.0000456)).hasToString("1.50 s (12.3 ms–45.6 µs)");
  }
}
