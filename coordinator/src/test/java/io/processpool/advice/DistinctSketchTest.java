package io.processpool.advice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DistinctSketchTest {

  private final DistinctSketch sketch = new DistinctSketch();

  private void addAll(int count, int times) {
    for (int i = 0; i < times; i++) {
      new Random(7).ints(count).forEach(sketch::add);
    }
  }

  @Test
  void shouldBeExactForFew() {
    addAll(DistinctSketch.KEPT, 20);

    assertThat(sketch.isExact()).isTrue();
    assertThat(sketch.estimate()).isEqualTo(DistinctSketch.KEPT);
  }

  @ParameterizedTest
  @ValueSource(ints = {1_500, 20_000, 1_000_000})
  void shouldComeCloseForMany(int count) {
    addAll(count, 2);

    assertThat(sketch.isExact()).isFalse();
    assertThat((double) sketch.estimate() / count).isCloseTo(1, within(0.2));
  }
}
