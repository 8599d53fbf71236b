package io.processpool.cli.etl;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NormalNumbersTest {

  private static final int COUNT = 2_000_000;

  /** Enough of them to meet all of the rare ways in which the JDK makes one. */
  @ParameterizedTest
  @ValueSource(longs = {0, 7, -1, Long.MIN_VALUE, 0x5DEECE66DL})
  void areThoseOfTheJdk(long seed) {
    SplittableRandom jdk = new SplittableRandom(seed);
    double[] expected = new double[COUNT];
    for (int i = 0; i < COUNT; i++) {
      expected[i] = i + 0.1 * jdk.nextGaussian();
    }
    double[] actual = new double[COUNT];
    for (int i = 0; i < COUNT; i++) {
      actual[i] = i;
    }

    new NormalNumbers(seed).addTo(actual, COUNT, 0.1);

    assertThat(actual).isEqualTo(expected);
  }
}
