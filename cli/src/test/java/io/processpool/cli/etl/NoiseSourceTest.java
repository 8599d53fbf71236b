package io.processpool.cli.etl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class NoiseSourceTest {

  private static final int COUNT = 1_000_000;

  @Test
  void hasTheDeviationAskedForAndNoMean() {
    double[] noise = noise(7, 0, 0.1);

    double mean = Arrays.stream(noise).average().orElseThrow();
    double variance = Arrays.stream(noise).map(x -> (x - mean) * (x - mean)).sum() / COUNT;
    assertThat(mean).isCloseTo(0, within(0.0005));
    assertThat(Math.sqrt(variance)).isCloseTo(0.1, within(0.001));
    double beyondTwo = Arrays.stream(noise).filter(x -> Math.abs(x) > 0.2).count() / (double) COUNT;
    assertThat(beyondTwo).as("share beyond two deviations").isCloseTo(0.0455, within(0.001));
  }

  @Test
  void dependsOnSeedAndItemAlone() {
    assertThat(noise(7, 3, 0.1)).isEqualTo(noise(7, 3, 0.1));
    assertThat(noise(7, 3, 0.1)).isNotEqualTo(noise(7, 4, 0.1));
    assertThat(noise(7, 3, 0.1)).isNotEqualTo(noise(8, 3, 0.1));
  }

  @Test
  void neighbouringItemsAndSeedsShareNothing() {
    double[] first = noise(7, 3, 1);
    for (double[] other : new double[][] {noise(7, 4, 1), noise(8, 3, 1), noise(8, 2, 1)}) {
      for (int shift = 0; shift < 4; shift++) {
        assertThat(correlation(first, other, shift)).isCloseTo(0, within(0.005));
      }
    }
  }

  @Test
  void isTheSameInBlocksOfAnySize() {
    double[] whole = noise(7, 0, 0.1);
    NoiseSource source = NoiseSource.forItem(7, 0, 0.1);
    double[] block = new double[1000];
    source.apply(block, 1000);
    double[] second = new double[1000];
    source.apply(second, 10);

    assertThat(block).isEqualTo(Arrays.copyOf(whole, 1000));
    assertThat(Arrays.copyOf(second, 10)).isEqualTo(Arrays.copyOfRange(whole, 1000, 1010));
  }

  @Test
  void noNoiseChangesNothing() {
    assertThat(noise(7, 0, 0)).containsOnly(0);
  }

  private static double[] noise(long seed, long index, double deviation) {
    double[] samples = new double[COUNT];
    NoiseSource.forItem(seed, index, deviation).apply(samples, COUNT);
    return samples;
  }

  private static double correlation(double[] a, double[] b, int shift) {
    double sum = 0;
    for (int i = 0; i < COUNT - shift; i++) {
      sum += a[i] * b[i + shift];
    }
    return sum / COUNT;
  }
}
