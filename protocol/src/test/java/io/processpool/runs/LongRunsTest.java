package io.processpool.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LongRunsTest {

  @Test
  void shouldHoldAThousandNumbersThatFollowEachOtherAsOneRun() {
    LongRuns runs = LongRuns.from(7_000, 1_000);
    assertThat(runs.size()).isEqualTo(1_000);
    assertThat(runs.runs()).isEqualTo(1);
    assertThat(runs.get(0)).isEqualTo(7_000);
    assertThat(runs.get(999)).isEqualTo(7_999);
  }

  @Test
  void shouldJoinWhatFollowsHoweverItCame() {
    LongRuns rising = LongRunsBuilder.rising().add(3).add(4, 5).add(9).add(11, 2).build();
    assertThat(rising.runs()).isEqualTo(2);
    assertThat(rising.end(0)).isEqualTo(7);
    assertThat(rising.first(1)).isEqualTo(11);
    assertThat(LongRuns.level(5, 5, 6, 6, 5).runs()).isEqualTo(3);
  }

  @Test
  void shouldHoldNothingAtFirst() {
    assertThat(LongRuns.NONE.size()).isZero();
    assertThat(LongRuns.from(4, 0).toArray()).isEmpty();
    assertThatThrownBy(() -> LongRuns.NONE.get(0)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> LongRuns.rising(1, 2).get(2))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> LongRuns.rising(1, 2).get(-1))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void shouldHoldWhatAListWouldHold(int step) {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    LongRunsBuilder builder = step == 1 ? LongRunsBuilder.rising() : LongRunsBuilder.level();
    for (int round = 0; round < 200; round++) {
      List<Long> list = new ArrayList<>();
      int changes = random.nextInt(60);
      for (int i = 0; i < changes; i++) {
        change(builder, list, step, random);
      }
      assertThat(builder.size()).as("seed %d", seed).isEqualTo(list.size());
      LongRuns runs = builder.build();
      assertThat(runs.toArray()).as("seed %d", seed).containsExactly(list.toArray(Long[]::new));
      for (int i = 0; i < list.size(); i++) {
        assertThat(runs.get(i)).as("seed %d, %d", seed, i).isEqualTo(list.get(i));
        int run = runs.runOf(i);
        assertThat(i).as("seed %d", seed).isBetween(runs.begin(run), runs.end(run) - 1);
      }
    }
  }

  private static void change(LongRunsBuilder builder, List<Long> list, int step, Random random) {
    if (random.nextInt(5) == 0) {
      int count = random.nextInt(list.size() + 1);
      builder.removeLast(count);
      list.subList(list.size() - count, list.size()).clear();
      return;
    }
    boolean follows = !list.isEmpty() && random.nextInt(3) > 0;
    long first = follows ? list.get(list.size() - 1) + step : random.nextInt(5);
    int count = random.nextInt(4);
    builder.add(first, count);
    for (int i = 0; i < count; i++) {
      list.add(first + (long) step * i);
    }
  }

  @Test
  void shouldCountTheLastOnesFromANumberOn() {
    LongRunsBuilder positions = LongRunsBuilder.rising().add(0, 3).add(5, 4);
    assertThat(positions.countFrom(0)).isEqualTo(7);
    assertThat(positions.countFrom(2)).isEqualTo(5);
    assertThat(positions.countFrom(3)).isEqualTo(4);
    assertThat(positions.countFrom(5)).isEqualTo(4);
    assertThat(positions.countFrom(8)).isEqualTo(1);
    assertThat(positions.countFrom(9)).isZero();
  }
}
