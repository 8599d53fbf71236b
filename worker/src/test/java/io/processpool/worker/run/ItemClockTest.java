package io.processpool.worker.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ItemClockTest {

  private long now = 1_000;
  private long reading;
  private int looks;
  private final ItemClock clock =
      new ItemClock(
          () -> {
            looks++;
            return now;
          },
          () -> reading);

  /** How many items before were slower than was thought, when that last came out. */
  private int together;

  /** An item whose parts take so long. */
  private void item(long decode, long compute, long encode, int bytes) {
    begin(decode, bytes);
    now += compute;
    clock.computed();
    now += encode;
    clock.encoded(1);
  }

  private void begin(long decode, int bytes) {
    together = Math.max(together, clock.itemBegins(bytes));
    now += decode;
    clock.decoded();
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
  void shouldNotCountTheFirstReadingOfSharedValuesAsTimeOfTheItem() {
    clock.chunkBegins();
    reading = 5_000;
    item(1, 5_020, 3, 1);
    assertThat(clock.compute()).isEqualTo(20);
    item(1, 30, 3, 1);
    assertThat(clock.computeSum()).isEqualTo(50);
  }

  @Test
  void shouldLookAtTheClockForFewQuickItemsAndKeepTheSums() {
    clock.chunkBegins();
    quickItems(ItemClock.QUICK_BEFORE);
    int before = looks;
    quickItems(100 * ItemClock.STRIDE);
    assertThat(looks - before).isBetween(400, 404);
    assertThat(clock.compute()).isEqualTo(10);
    assertThat(clock.chunkEnds()).isZero();
    int items = ItemClock.QUICK_BEFORE + 100 * ItemClock.STRIDE;
    assertThat(clock.decodeSum()).isEqualTo(2L * items);
    assertThat(clock.computeSum()).isEqualTo(10L * items);
    assertThat(clock.encodeSum()).isEqualTo(3L * items);
    assertThat(together).isZero();
  }

  @Test
  void shouldShareTheTimeOfASlowItemAmongThoseBesideItAndMeasureThoseBehind() {
    clock.chunkBegins();
    quickItems(200);
    item(2, 5_000_000, 3, 1);
    int behind = 0;
    while (together == 0) {
      behind++;
      begin(2, 1);
      now += together == 0 ? 13 : 0;
      if (together == 0) {
        clock.computed();
        clock.encoded(1);
      }
    }
    assertThat(together).isBetween(behind, ItemClock.STRIDE);
    assertThat(clock.compute()).isBetween(5_000_000L / ItemClock.STRIDE, 5_000_000L);
    clock.computed();
    item(7, 11, 13, 1);
    assertThat(clock.compute()).isEqualTo(11);
    assertThat(clock.computeSum()).isBetween(5_002_000L, 5_002_100L + 10L * ItemClock.STRIDE);
  }

  @Test
  void shouldTellOfSlowItemsAtTheEndOfTheChunk() {
    clock.chunkBegins();
    quickItems(200);
    item(2, 5_000_000, 3, 1);
    assertThat(clock.chunkEnds()).isBetween(1, ItemClock.STRIDE);
    assertThat(clock.chunkEnds()).isZero();
  }

  @Test
  void shouldTakeWhatQuickItemsLeftForTheTimeOfOneThatThrew() {
    clock.chunkBegins();
    quickItems(200);
    begin(2, 1);
    now += 5_000_000;
    clock.computedApart();
    assertThat(clock.compute()).isEqualTo(5_000_000);
    now += 700;
    clock.encoded(Integer.MAX_VALUE);
    assertThat(clock.chunkEnds()).isZero();
    assertThat(clock.decodeSum()).isEqualTo(2L * 201);
    assertThat(clock.computeSum()).isEqualTo(10L * 200 + 5_000_000);
    assertThat(clock.encodeSum()).isEqualTo(3L * 200 + 700);
  }

  @Test
  void shouldMeasureALargeItemAmongQuickOnes() {
    clock.chunkBegins();
    quickItems(200);
    item(1_000_000, 10, 1_000_000, 1 << 20);
    assertThat(clock.compute()).isEqualTo(10);
  }
}
