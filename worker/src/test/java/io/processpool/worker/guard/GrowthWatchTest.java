package io.processpool.worker.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.processpool.message.ChunkTimes;
import io.processpool.message.Grown;
import io.processpool.message.ItemsDone;
import io.processpool.message.PayloadBlock;
import io.processpool.runs.LongRuns;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class GrowthWatchTest {

  private static final long MIB = 1 << 20;
  private static final long MOST = 10 * MIB;

  private final List<Boolean> passedOn = new ArrayList<>();
  private final List<Grown> told = new ArrayList<>();
  private final Heap heap = new Heap();
  private long now = 5;
  private final GrowthWatch watch =
      new GrowthWatch(done -> passedOn.add(done.last()), heap, () -> now, MOST, told::add);

  /** Memory that a test fills. */
  private final class Heap implements Memory {
    long live = 50 * MIB;
    long garbage;
    int collections;
    long nanosPerCollection;

    @Override
    public long heldBytes() {
      return live + garbage;
    }

    @Override
    public void collect() {
      collections++;
      garbage = 0;
      now += nanosPerCollection;
    }
  }

  private void answer(boolean last) {
    watch.itemsDone(
        new ItemsDone(
            1,
            2,
            last,
            ChunkTimes.NONE,
            LongRuns.NONE,
            LongRuns.NONE,
            PayloadBlock.EMPTY,
            List.of()));
  }

  private void passMillis(long millis) {
    now += TimeUnit.MILLISECONDS.toNanos(millis);
  }

  @Test
  void shouldPassAllAnswersOn() {
    answer(false);
    answer(true);
    assertThat(passedOn).containsExactly(false, true);
  }

  @Test
  void shouldMeasureFirstBehindTheFirstChunkWithoutGarbage() {
    heap.garbage = 100 * MIB;
    answer(false);
    assertThat(heap.collections).isZero();
    answer(true);
    assertThat(heap.collections).isEqualTo(1);
    heap.live += MOST + 1;
    answer(true);
    assertThat(told).containsExactly(new Grown(50 * MIB, 60 * MIB + 1));
  }

  @Test
  void shouldTellOnce() {
    answer(true);
    heap.live += 2 * MOST;
    answer(true);
    passMillis(10_000);
    answer(true);
    assertThat(told).hasSize(1);
    assertThat(heap.collections).isEqualTo(2);
    assertThat(passedOn).hasSize(3);
  }

  @Test
  void shouldAllowGrowthUpToTheLimit() {
    answer(true);
    heap.live += MOST;
    answer(true);
    assertThat(told).isEmpty();
    assertThat(heap.collections).isEqualTo(1);
  }

  @Test
  void shouldNotTakeGarbageForGrowth() {
    answer(true);
    heap.garbage = 3 * MOST;
    answer(true);
    assertThat(told).isEmpty();
    assertThat(heap.collections).isEqualTo(2);
  }

  @Test
  void shouldCollectAtMostOnceASecond() {
    answer(true);
    for (int i = 0; i < 100; i++) {
      heap.garbage = 3 * MOST;
      answer(true);
      passMillis(100);
    }
    assertThat(heap.collections).isEqualTo(1 + 10);
  }

  @Test
  void shouldSpendAtMostATwentiethOfTheTimeOnCollections() {
    answer(true);
    heap.nanosPerCollection = TimeUnit.MILLISECONDS.toNanos(100);
    heap.garbage = 3 * MOST;
    answer(true);
    heap.garbage = 3 * MOST;
    passMillis(1_999);
    answer(true);
    assertThat(heap.collections).isEqualTo(2);
    passMillis(1);
    answer(true);
    assertThat(heap.collections).isEqualTo(3);
  }

  @Test
  void shouldMeasureAllThatAJvmHolds() {
    Memory memory = Memory.ofThisJvm();
    long before = memory.heldBytes();
    assertThat(before).isPositive();
    java.nio.ByteBuffer buffer = java.nio.ByteBuffer.allocateDirect(64 << 20);
    memory.collect();
    assertThat(memory.heldBytes()).isGreaterThan(buffer.capacity());
  }
}
