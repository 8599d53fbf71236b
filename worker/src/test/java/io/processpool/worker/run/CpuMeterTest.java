package io.processpool.worker.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.processpool.concurrent.Ticker;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class CpuMeterTest {

  private static final long MILLI = 1_000_000;

  private static long burn(long nanos) {
    long until = Ticker.SYSTEM.nanos() + nanos;
    long turns = 0;
    while (Ticker.SYSTEM.nanos() < until) {
      turns++;
    }
    return turns;
  }

  /** On a processor or waiting for one: it can have been nothing else. */
  @Test
  @EnabledOnOs(OS.LINUX)
  void shouldSeeAThreadThatNeverWaitsForAnythingElse() {
    try (CpuMeter meter = CpuMeter.ofThisThread(Ticker.SYSTEM)) {
      assertThat(burn(100 * MILLI)).isPositive();

      CpuMeter.Usage usage = meter.sinceLast(Ticker.SYSTEM.nanos());
      assertThat(usage.cpu()).isPositive();
      assertThat(usage.cpu() + usage.coreWait()).isGreaterThan(50 * MILLI);
    }
  }

  @Test
  void shouldTellNothingTwice() {
    RunRoom clock = new RunRoom();
    try (CpuMeter meter = CpuMeter.ofThisThread(clock)) {
      assertThat(burn(20 * MILLI)).isPositive();
      assertThat(meter.sinceLast(clock.nanos())).isEqualTo(new CpuMeter.Usage(0, 0));
      clock.advance(4 * MILLI);
      assertThat(meter.sinceLast(clock.nanos()).cpu()).isNotNegative();
      assertThat(meter.sinceLast(clock.nanos())).isEqualTo(new CpuMeter.Usage(0, 0));
    }
  }

  @Test
  void shouldTellNothingOnceClosed() {
    CpuMeter meter = CpuMeter.ofThisThread(Ticker.SYSTEM);
    meter.close();
    meter.close();

    assertThat(burn(2 * MILLI)).isPositive();
    assertThat(meter.sinceLast(Ticker.SYSTEM.nanos())).isEqualTo(new CpuMeter.Usage(0, 0));
  }
}
