package io.processpool.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.processpool.testing.FakeTicker;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FloodGateTest {

  private static final String LINE = "x".repeat(936); // 1,000 with what a log adds

  private final FakeTicker ticker = new FakeTicker();
  private final List<String> passed = new ArrayList<>();
  private final FloodGate gate = new FloodGate(ticker, passed::add);

  private void print(int lines) {
    for (int i = 0; i < lines; i++) {
      gate.line(LINE);
    }
  }

  @Test
  void shouldLetThroughWhatIsNotTooMuch() {
    for (int second = 0; second < 60; second++) {
      print(1000);
      ticker.advanceMillis(1000);
    }
    gate.end();

    assertThat(passed).hasSize(60_000).containsOnly(LINE);
  }

  @Test
  void shouldTellAtTheEndHowMuchIsMissing() {
    print(5000);

    assertThat(passed).hasSize(4001);
    gate.end();
    assertThat(passed)
        .hasSize(4002)
        .last()
        .asString()
        .isEqualTo(
            "[processpool: 999 lines with 935064 characters are left out here"
                + " (limit: 1000000 characters a second)]");
  }

  @Test
  void shouldGoOnWhenThereIsRoomAgainAndSayFirstWhatIsMissing() {
    print(4002);
    ticker.advanceMillis(400); // some room, but not enough to open again
    print(1);
    assertThat(passed).hasSize(4001);

    ticker.advanceMillis(200);
    print(2);

    assertThat(passed).hasSize(4004);
    assertThat(passed.get(4001)).startsWith("[processpool: 2 lines with 1872 characters");
    assertThat(passed.subList(4002, 4004)).containsOnly(LINE);
  }

  @Test
  void shouldCountEmptyLines() {
    for (int i = 0; i < 1_000_000; i++) {
      gate.line("");
    }

    assertThat(passed).hasSizeLessThan(63_000);
  }
}
