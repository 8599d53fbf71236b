package io.processpool.cli.lesson;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.processpool.cli.options.CommonOptions;
import io.processpool.cli.options.ExitStatus;
import io.processpool.cli.report.Recorders;
import io.processpool.cli.stop.StopRequest;
import io.processpool.cli.stop.Urgency;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class BenchTest {

  private final AtomicLong clock = new AtomicLong();
  private final AtomicInteger runs = new AtomicInteger();
  private final StopRequest stop = new StopRequest();
  private final Bench bench =
      new Bench(new CommonOptions(), 3, clock::get, stop, new Recorders(false, clock::get));

  @Test
  void shouldRunAQuickVariantOnceBeforeItMeasures() {
    Measured<Integer> measured = bench.measure(() -> take(runs.get() == 0 ? 300 : 100));

    assertThat(measured.seconds()).isEqualTo(new Seconds(0.1, 0.1, 0.1));
    assertThat(measured.repetitions()).isEqualTo(3);
    assertThat(measured.result()).isEqualTo(4);
  }

  @Test
  void shouldNotRepeatASlowVariant() {
    Measured<Integer> measured = bench.measure(() -> take(5_000));

    assertThat(measured.seconds()).isEqualTo(new Seconds(5, 5, 5));
    assertThat(measured.repetitions()).isEqualTo(1);
    assertThat(runs).hasValue(1);
  }

  @Test
  void shouldEndBetweenTwoMeasurementsWhenAskedTo() {
    bench.measureOnce(() -> take(1));
    stop.request(Urgency.SOON, ExitStatus.INTERRUPTED);

    assertThatThrownBy(() -> bench.measureOnce(() -> take(1))).isInstanceOf(StoppedException.class);
    assertThat(runs).hasValue(1);
  }

  private Sample<Integer> take(long millis) {
    clock.addAndGet(TimeUnit.MILLISECONDS.toNanos(millis));
    return Sample.local(runs.incrementAndGet());
  }
}
