package io.processpool.cli.lesson.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class WorkerCountsTest {

  @Test
  void shouldBeginWithOneAndEndWithAll() {
    assertThat(WorkerCounts.upTo(1)).containsExactly(1);
    assertThat(WorkerCounts.upTo(2)).containsExactly(1, 2);
    assertThat(WorkerCounts.upTo(4)).containsExactly(1, 2, 4);
    assertThat(WorkerCounts.upTo(6)).containsExactly(1, 2, 4, 6);
  }

  @Test
  void shouldLeaveSomeOutOnLargeMachines() {
    assertThat(WorkerCounts.upTo(64)).containsExactly(1, 4, 16, 64);
    assertThat(WorkerCounts.upTo(1024)).hasSizeLessThanOrEqualTo(5).startsWith(1).endsWith(1024);
  }

  @Test
  void shouldGrowAlways() {
    for (int most = 1; most <= 300; most++) {
      List<Integer> counts = WorkerCounts.upTo(most);
      assertThat(counts).isSorted().doesNotHaveDuplicates().endsWith(most);
    }
  }
}
