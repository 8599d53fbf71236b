package io.processpool.cli.lesson.pitfall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.processpool.cli.lesson.pitfall.BreakEven.Kind;
import io.processpool.cli.lesson.pitfall.BreakEven.Point;
import java.util.List;
import org.junit.jupiter.api.Test;

class BreakEvenTest {

  @Test
  void shouldLieBetweenTheLastLossAndTheGainsBehindIt() {
    BreakEven found =
        BreakEven.of(
            List.of(new Point(1, 1.2), new Point(10, 0.5), new Point(1000, 2), new Point(9e9, 2)));

    assertThat(found.kind()).isEqualTo(Kind.FOUND);
    assertThat(found.itemMicros()).as("half way on both scales").isCloseTo(100, within(1e-9));
  }

  @Test
  void shouldSayThatThePoolNeverWon() {
    assertThat(BreakEven.of(List.of(new Point(1, 0.1), new Point(10, 0.9))).kind())
        .isEqualTo(Kind.NEVER);
  }

  @Test
  void shouldNotSayNeverWhereThePoolWonOnce() {
    assertThat(BreakEven.of(List.of(new Point(1, 2), new Point(10, 0.9))).kind())
        .isEqualTo(Kind.UNCLEAR);
  }

  @Test
  void shouldSayThatThePoolWonFromTheBeginning() {
    assertThat(BreakEven.of(List.of(new Point(1, 1), new Point(10, 2))).kind())
        .isEqualTo(Kind.BELOW);
  }
}
