package io.processpool.benchmarks.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ComparisonTest {

  private final Samples samples = new Samples();

  private static Comparison fast(String other) {
    return Comparison.of("work", Reading.time("ours"), Reading.time(other), Goal.atLeastAsFast(2));
  }

  /** What slows a whole round down changes no ratio: the medians alone would say 3 / 2. */
  @Test
  void shouldTakeRatiosWithinTheirRound() {
    double[][] rounds = {{1, 2}, {2, 4}, {30, 60}, {1, 3}, {20, 20}};
    for (double[] round : rounds) {
      samples.add("ours", Map.of("seconds", round[0]));
      samples.add("peer", Map.of("seconds", round[1]));
    }

    Row row = fast("peer").row("P0", samples);

    assertThat(row.ratio()).isEqualTo(new Spread(2, 1, 3));
    assertThat(row.ratioText()).isEqualTo("2.00 × as fast (1.00–3.00)");
    assertThat(row.ours()).isEqualTo("2.00 s");
    assertThat(row.other()).isEqualTo("peer: 4.00 s");
    assertThat(row.verdict()).isEqualTo("met");
  }

  @Test
  void shouldSkipAPeerThatIsAbsentAndSaySo() {
    samples.add("ours", Map.of("seconds", 0.002));
    samples.absent("pebble", "No module named 'pebble'");

    Row row = fast("pebble").row("P0", samples);

    assertThat(row.ours()).isEqualTo("2.00 ms");
    assertThat(row.other()).isEqualTo("pebble: absent");
    assertThat(row.verdict()).isEqualTo("skipped");
    assertThat(row.isFailed()).isFalse();
    assertThat(row.ratioText()).isEmpty();
  }

  @Test
  void shouldCompareWithTheBestOfSeveralFigures() {
    samples.add("ours", Map.of("automatic", 11e-6, "chunk 1", 30e-6, "chunk 64", 10e-6));
    samples.add("ours", Map.of("automatic", 11e-6, "chunk 1", 9e-6, "chunk 64", 10e-6));
    Comparison comparison =
        Comparison.of(
            "sweep",
            Reading.of("ours", "automatic"),
            Reading.of("ours", "chunk *"),
            Goal.atMostTimes(1.15));

    Row row = comparison.row("P8", samples);

    assertThat(row.other()).isEqualTo("chunk 64: 10.0 µs");
    assertThat(row.ratioText()).isEqualTo("1.10 × (1.10–1.10)");
    assertThat(row.verdict()).isEqualTo("met");
  }

  @Test
  void shouldJudgeABoundByOurMedian() {
    samples.add("ours", Map.of("residentMiB", 50.0));
    samples.add("ours", Map.of("residentMiB", 70.0));
    samples.add("ours", Map.of("residentMiB", 61.0));

    Row row =
        Comparison.bound("memory", Reading.of("ours", "residentMiB"), Unit.MIB, 60)
            .row("P10", samples);

    assertThat(row.ours()).isEqualTo("61.0 MiB");
    assertThat(row.goalText()).isEqualTo("≤ 60.0 MiB");
    assertThat(row.verdict()).isEqualTo("missed");
  }

  @Test
  void shouldNameTheFiguresThereAreWhenOneIsMissing() {
    samples.add("ours", Map.of("seconds", 1.0));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> samples.rounds("ours", "minutes"))
        .withMessage("figure: minutes of ours (expected: of [seconds])");
  }
}
