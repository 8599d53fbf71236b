package io.processpool.chunk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class AdaptiveSizeTest {

  private static final OptionalLong UNKNOWN = OptionalLong.empty();
  private static final long MILLI = 1_000_000;

  private final AdaptiveSize size = new AdaptiveSize(2, 512);

  @Test
  void shouldBeginWithOneItem() {
    assertThat(size.next(UNKNOWN)).isEqualTo(1);
    assertThat(size.isSettled()).isFalse();
  }

  @Test
  void shouldAtMostDoubleWhereAChunkIsWorthItsRoundTrip() {
    for (int expected : new int[] {2, 4, 8, 16, 32, 64, 128, 200}) {
      int items = size.next(UNKNOWN);
      size.ran(items, items * MILLI / 10, 10);
      assertThat(size.next(UNKNOWN)).isEqualTo(expected);
      assertThat(size.isSettled()).isEqualTo(expected > 100);
    }
  }

  @Test
  void shouldAtMostQuadrupleTowardsAChunkThatIs() {
    for (int expected : new int[] {4, 16, 64, 128, 256, 512}) {
      int items = size.next(UNKNOWN);
      size.ran(items, items * 2_000L, 10);
      assertThat(size.next(UNKNOWN)).isEqualTo(expected);
      assertThat(size.isSettled()).isEqualTo(expected > 256);
    }
  }

  @Test
  void shouldNotPassTheLargestSize() {
    for (int i = 0; i < 20; i++) {
      size.ran(size.next(UNKNOWN), 1, 1);
    }
    assertThat(size.next(UNKNOWN)).isEqualTo(512);
  }

  @Test
  void shouldAimAtTwentyMillisecondsOfWork() {
    for (int i = 0; i < 20; i++) {
      int items = size.next(UNKNOWN);
      size.ran(items, items * MILLI, items);
    }
    assertThat(size.next(UNKNOWN)).isEqualTo(20);
  }

  @Test
  void shouldAimAtOneMebibyteWhenItemsAreLarge() {
    for (int i = 0; i < 20; i++) {
      int items = size.next(UNKNOWN);
      size.ran(items, items, (long) items << 17);
    }
    assertThat(size.next(UNKNOWN)).isEqualTo(8);
  }

  @Test
  void shouldStayAtOneWhenOneItemIsAlreadyLong() {
    size.ran(1, 1_000 * MILLI, 10);
    assertThat(size.next(UNKNOWN)).isEqualTo(1);
  }

  @Test
  void shouldSoonForgetACheapBeginning() {
    for (int i = 0; i < 20; i++) {
      size.ran(size.next(UNKNOWN), 1, 1);
    }
    for (int i = 0; i < 20; i++) {
      int items = size.next(UNKNOWN);
      size.ran(items, items * 10 * MILLI, items);
    }
    assertThat(size.next(UNKNOWN)).isEqualTo(2);
  }

  @Test
  void shouldNotGrowOnTheWordOfASmallChunk() {
    for (int i = 0; i < 4; i++) {
      size.ran(size.next(UNKNOWN), 1, 1);
    }
    int before = size.next(UNKNOWN);
    size.ran(1, 1, 1);
    assertThat(size.next(UNKNOWN)).isEqualTo(before);
  }

  private void settleAt(long nanosPerItem) {
    for (int i = 0; i < 20; i++) {
      int items = size.next(UNKNOWN);
      size.ran(items, items * nanosPerItem, items);
    }
  }

  @Test
  void shouldShrinkTowardsAKnownEndAndNeverBelowOne() {
    settleAt(MILLI / 4);
    assertThat(size.next(OptionalLong.of(400))).isEqualTo(50);
    assertThat(size.next(OptionalLong.of(7))).isEqualTo(1);
    assertThat(size.next(OptionalLong.of(0))).isEqualTo(1);
  }

  @Test
  void shouldNotShrinkBelowWhatIsWorthItsRoundTrip() {
    settleAt(MILLI / 100);
    assertThat(size.next(OptionalLong.of(800))).isEqualTo(100);
    assertThat(size.next(OptionalLong.of(7))).isEqualTo(25);
  }

  @Test
  void shouldNotShrinkBelowItEitherBeforeItIsSettled() {
    for (int i = 0; i < 3; i++) {
      size.ran(size.next(UNKNOWN), 1_000, 10);
    }
    assertThat(size.isSettled()).isFalse();
    assertThat(size.next(OptionalLong.of(400))).isEqualTo(64);
    assertThat(size.next(OptionalLong.of(100))).as("a half for each worker").isEqualTo(50);
    assertThat(size.next(OptionalLong.of(1))).isEqualTo(1);
  }

  @Test
  void shouldShareLongItemsOneByOne() {
    assertThat(size.next(OptionalLong.of(8))).isEqualTo(1);
    size.ran(1, 5 * MILLI, 10);
    assertThat(size.isSettled()).isFalse();
    assertThat(size.next(OptionalLong.of(8))).isEqualTo(1);
  }

  @Test
  void shouldSoonForgetAColdBeginning() {
    size.ran(1, 50 * MILLI, 10);
    settleAt(1);
    assertThat(size.next(UNKNOWN)).isEqualTo(512);
  }

  @Test
  void shouldIgnoreAChunkWithoutItems() {
    size.ran(0, 5, 5);
    assertThat(size.isSettled()).isFalse();
  }

  @Test
  void shouldUseOneWhenTheWindowIsSmallerThanTheWorkers() {
    AdaptiveSize narrow = new AdaptiveSize(4, 0);
    narrow.ran(1, 1, 1);
    assertThat(narrow.next(UNKNOWN)).isEqualTo(1);
  }

  @Test
  void shouldKeepTheSizeTheUserAskedFor() {
    FixedSize fixed = new FixedSize(7);
    fixed.ran(7, 1, 1);
    assertThat(fixed.next(OptionalLong.of(1))).isEqualTo(7);
    assertThat(fixed.isSettled()).isTrue();
  }
}
