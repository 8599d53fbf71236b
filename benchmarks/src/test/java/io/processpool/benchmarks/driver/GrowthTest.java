package io.processpool.benchmarks.driver;

import static org.assertj.core.api.Assertions.assertThat;

import io.processpool.benchmarks.driver.Growth.Curve;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class GrowthTest {

  private final List<Curve> curves =
      new Growth(new Programs(Path.of(""), "python3", List.of(), 1), false).curves();

  @Test
  void shouldGoAsFarAsTheGoalsDo() {
    assertThat(curves.get(0).points()).containsKeys("1", "64");
    assertThat(curves.get(1).points()).containsKeys("1,000", "10,000,000");
    assertThat(curves.get(2).points()).containsKeys("1 B", "64 KiB", "255 MiB");
    assertThat(curves.get(3).points())
        .containsKeys("no pool, bare sockets", "1", "10", "100", "auto");
  }

  @Test
  void shouldPrintAPointAsARow() {
    Map<String, Samples> measured = new LinkedHashMap<>();
    for (String point : List.of("1 B", "16 B")) {
      Samples samples = new Samples();
      samples.add("processpool", Map.of("seconds", 20e-6, "bytesPerSecond", 3e6));
      measured.put(point, samples);
    }

    assertThat(Growth.table(curves.get(2), measured).lines().subList(2, 4))
        .containsExactly(
            "| 1 B                  | 20.0 µs        | 3.00 MB/s             |",
            "| 16 B                 | 20.0 µs        | 3.00 MB/s             |");
  }
}
