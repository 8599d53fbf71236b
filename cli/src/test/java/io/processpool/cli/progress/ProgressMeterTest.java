package io.processpool.cli.progress;

import static org.assertj.core.api.Assertions.assertThat;

import io.processpool.cli.options.ProgressMode;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProgressMeterTest {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Console console =
      new Console(out, new PrintStream(err, true, StandardCharsets.UTF_8), e -> {});
  private long nowNanos;

  @Test
  void aPipeGetsAPlainLineEveryTenSeconds() {
    ProgressMeter meter = meter(TerminalStyle.PLAIN, ProgressMode.AUTO);
    for (int second = 1; second <= 25; second++) {
      nowNanos = Duration.ofSeconds(second).toNanos();
      meter.ended(second);
    }
    meter.close();

    assertThat(err())
        .isEqualTo(
            """
            copy: 10 of 30 (33 %), 1.0/s, ETA 0:20
            copy: 20 of 30 (66 %), 1.0/s, ETA 0:10
            """);
  }

  @Test
  void aTerminalIsRedrawnInPlaceAndLeftClean() {
    ProgressMeter meter = meter(new TerminalStyle(true, false, 40), ProgressMode.AUTO);
    nowNanos = Duration.ofSeconds(1).toNanos();
    meter.ended(15);
    nowNanos += Duration.ofMillis(50).toNanos();
    meter.ended(16);
    console.result("a.wav");
    console.note("b.wav: broken");
    meter.close();

    String line = "copy 15/30 50%  15.0/s  ETA 0:01";
    String wiped = "\r" + " ".repeat(line.length()) + "\r";
    assertThat(err()).isEqualTo(line + wiped + line + wiped + "b.wav: broken\n" + line + wiped);
    assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("a.wav\n");
  }

  @Test
  void neverMeansNever() {
    ProgressMeter meter = meter(new TerminalStyle(true, true, 80), ProgressMode.NEVER);
    nowNanos = Duration.ofHours(1).toNanos();
    meter.ended(5);
    meter.close();

    assertThat(err()).isEmpty();
  }

  @Test
  void lateNewsAreLeftOutAndFailuresCounted() {
    ProgressMeter meter = meter(TerminalStyle.PLAIN, ProgressMode.AUTO);
    meter.ended(9);
    meter.failed();
    nowNanos = Duration.ofSeconds(10).toNanos();
    meter.ended(7);

    assertThat(err()).isEqualTo("copy: 9 of 30 (30 %), 0.9/s, ETA 0:23, 1 failed\n");
  }

  private ProgressMeter meter(TerminalStyle style, ProgressMode mode) {
    return new ProgressMeter(new TextNotices(console, style, mode), () -> nowNanos, "copy", 30);
  }

  private String err() {
    return err.toString(StandardCharsets.UTF_8);
  }
}
