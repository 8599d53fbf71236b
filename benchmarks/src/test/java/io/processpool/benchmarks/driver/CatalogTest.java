package io.processpool.benchmarks.driver;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CatalogTest {

  private final List<Measurement> all =
      new Catalog(new Programs(Path.of(""), "python3", List.of(), 1), Sizes.QUICK).all();

  @Test
  void shouldMeasureEveryGoal() {
    assertThat(all)
        .extracting(Measurement::number)
        .containsAll(IntStream.rangeClosed(1, 13).mapToObj(i -> "P" + i).toList());
  }

  @Test
  void shouldCompareOnlyWhatItMeasures() {
    for (Measurement measurement : all) {
      Set<String> names =
          measurement.subjects().stream().map(Subject::name).collect(Collectors.toSet());
      assertThat(names).as(measurement.title()).hasSameSizeAs(measurement.subjects());
      for (Comparison comparison : measurement.comparisons()) {
        assertThat(names).as(measurement.title()).contains(comparison.ours().subject());
        comparison.other().ifPresent(other -> assertThat(names).contains(other.subject()));
      }
    }
  }

  @Test
  void shouldKnowThatTheEtlNeedsItsModules() {
    Programs without = new Programs(Path.of(""), "python3", List.of("scipy"), 1);

    assertThat(without.script("etl", "etl.py").missing()).contains("no Python module scipy");
    assertThat(without.peer("mp", "mp", "apply", "1").missing()).isEmpty();
  }
}
