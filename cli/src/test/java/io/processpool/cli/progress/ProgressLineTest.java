package io.processpool.cli.progress;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProgressLineTest {

  private static final ProgressSnapshot HALF = snapshot(12, 0, 24, 4);

  @Test
  void eightyColumnsShowEverything() {
    assertThat(ProgressLine.redrawn(HALF, new TerminalStyle(true, false, 80)))
        .isEqualTo("transform 12/24 50% [###############               ]  3.0/s  ETA 0:04");
  }

  @Test
  void fortyColumnsLeaveTheBarOut() {
    assertThat(ProgressLine.redrawn(HALF, new TerminalStyle(true, false, 40)))
        .isEqualTo("transform 12/24 50%  3.0/s  ETA 0:04");
  }

  @Test
  void twentyColumnsKeepTheCount() {
    assertThat(ProgressLine.redrawn(HALF, new TerminalStyle(true, false, 20)))
        .isEqualTo("12/24 50%  ETA 0:04");
  }

  @Test
  void failuresAreRedWhereColoursAre() {
    ProgressSnapshot failed = snapshot(12, 2, 24, 4);

    assertThat(ProgressLine.redrawn(failed, new TerminalStyle(true, true, 60)))
        .isEqualTo(
            "transform 12/24 50% [#####     ]  3.0/s  ETA 0:04\u001b[31m  2 failed\u001b[0m");
    assertThat(ProgressLine.redrawn(failed, new TerminalStyle(true, false, 60)))
        .isEqualTo("transform 12/24 50% [#####     ]  3.0/s  ETA 0:04  2 failed");
  }

  @ParameterizedTest
  @ValueSource(ints = {20, 21, 25, 30, 33, 40, 47, 60, 79, 80, 120, 500})
  void neverFillsTheLastColumn(int columns) {
    TerminalStyle style = new TerminalStyle(true, false, columns);
    for (long done = 0; done <= 1_000_000; done += 99_999) {
      assertThat(ProgressLine.redrawn(snapshot(done, done / 2, 1_000_000, 7200), style))
          .hasSizeLessThan(columns);
    }
  }

  @Test
  void elsewhereALineSaysTheSameInWords() {
    assertThat(ProgressLine.plain(HALF)).isEqualTo("transform: 12 of 24 (50 %), 3.0/s, ETA 0:04");
    assertThat(ProgressLine.plain(snapshot(1, 1, 7201, 1)))
        .isEqualTo("transform: 1 of 7201 (0 %), 1.0/s, ETA 2:00:00, 1 failed");
  }

  @Test
  void nothingToGoByGivesNoEstimate() {
    assertThat(ProgressLine.plain(snapshot(0, 0, 24, 5)))
        .isEqualTo("transform: 0 of 24 (0 %), 0.0/s, ETA -:--");
    assertThat(ProgressLine.plain(snapshot(0, 0, 0, 0)))
        .isEqualTo("transform: 0 of 0 (100 %), 0.0/s, ETA -:--");
  }

  private static ProgressSnapshot snapshot(long done, long failed, long total, long seconds) {
    return new ProgressSnapshot("transform", done, failed, total, Duration.ofSeconds(seconds));
  }
}
