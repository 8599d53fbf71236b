package io.processpool.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ThroughputTest {

  @Test
  void shouldCountEveryItemInAFewIntervalsHoweverLongItTakes() {
    Throughput throughput = new Throughput();
    for (int second = 0; second < 10_000; second++) {
      throughput.add(second, 3);
    }

    List<PoolStory.Rate> rates = throughput.rates(10_000);
    assertThat(rates).hasSizeBetween(60, 120);
    assertThat(rates.stream().mapToLong(PoolStory.Rate::items).sum()).isEqualTo(30_000);
    assertThat(rates.get(rates.size() - 1).to()).isEqualTo(10_000);
  }
}
