package io.processpool.worker.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ItemClockTest {

  private long now = 1_000;
  private int looks;
  private final ItemClock clock =
      new ItemClock(
          () -> {
            looks++;
            return now;
          });

  /** An item whose parts take so long. */
  private void item(long decode, long compute, long encode, int bytes) {
    clock.itemBegins(bytes);
    now += decode;
    clock.decoded();
    now += compute;
    clock.computed();
    now += encode;
    clock.encoded(1);
  }

  private void quickItems(int count) {
    for (int i = 0; i < count; i++) {
      item(2, 10, 3, 1);
    }
  }

  @Test
  void shouldMeasureEachPartOfTheFirstItems() {
    clock.chunkBegins();
    item(1, 20, 3, 1);
    item(4, 50, 6, 1);
    assertThat(clock.compute()).isEqualTo(50);
    assertThat(clock.decodeSum()).isEqualTo(5);
    assertThat(clock.computeSum()).isEqualTo(70);
    assertThat(clock.encodeSum()).isEqualTo(9);
  }

  @Test
  void shouldLookAtTheClockOnceForMostQuickItemsAndKeepTheSums() {
    clock.chunkBegins();
    quickItems(ItemClock.QUICK_BEFORE);
    int before = looks;
    quickItems(1_700);
    assertThat(looks - before).isBetween(1_700, 2_100);
    int items = ItemClock.QUICK_BEFORE + 1_700;
    assertThat(clock.decodeSum()).isEqualTo(2L * items);
    assertThat(clock.computeSum()).isBetween(10L * items - 300, 10L * items);
    assertThat(clock.encodeSum()).isEqualTo(3L * items);
  }

  @Test
  void shouldSeeASlowItemAmongQuickOnesAndMeasureThoseBehindIt() {
    clock.chunkBegins();
    quickItems(200);
    item(2, 5_000_000, 3, 1);
    assertThat(clock.compute()).isBetween(4_999_900L, 5_000_010L);
    item(7, 11, 13, 1);
    assertThat(clock.compute()).isEqualTo(11);
  }

  @Test
  void shouldMeasureALargeItemAmongQuickOnes() {
    clock.chunkBegins();
    quickItems(200);
    item(1_000_000, 10, 1_000_000, 1 << 20);
    assertThat(clock.compute()).isEqualTo(10);
  }
}
