package io.processpool.chunk;

import static org.assertj.core.api.Assertions.assertThat;

import io.processpool.chunk.ChunkCutter.Cut;
import io.processpool.payload.BlockEncoder;
import io.processpool.payload.RoundTrip;
import io.processpool.testing.Blocks;
import io.processpool.testing.FakeTicker;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ChunkCutterTest {

  private final FakeTicker ticker = new FakeTicker();
  private final BlockEncoder encoder = new BlockEncoder(Blocks.SETTINGS);

  private <T> ChunkCutter<T> cutter(Iterable<? extends T> items) {
    return new ChunkCutter<>(
        ItemSource.of(items, OptionalLong.empty()),
        item -> RoundTrip.check(item, Blocks.SETTINGS),
        ticker);
  }

  private Iterable<Integer> slow(int count, long millis) {
    return () ->
        new Iterator<>() {
          private int next;

          @Override
          public boolean hasNext() {
            return next < count;
          }

          @Override
          public Integer next() {
            ticker.advanceMillis(millis);
            return next++;
          }
        };
  }

  @Test
  void shouldCutConsecutiveItems() {
    ChunkCutter<Object> cutter = cutter(List.of("a", "b", "c", "d", "e"));
    Cut<Object> first = cutter.cut(encoder, 3, false);
    Cut<Object> second = cutter.cut(encoder, 3, false);
    assertThat(first.firstIndex()).isZero();
    assertThat(first.indexes().toArray()).containsExactly(0, 1, 2);
    assertThat(first.items()).containsExactly("a", "b", "c");
    assertThat(first.block().count()).isEqualTo(3);
    assertThat(second.firstIndex()).isEqualTo(3);
    assertThat(second.indexes().toArray()).containsExactly(3, 4);
    assertThat(Blocks.decode(second.block(), 1)).isEqualTo("e");
  }

  @Test
  void shouldCutMoreThanItFirstMadeRoomFor() {
    ChunkCutter<Object> cutter = cutter(IntStream.range(0, 3000).boxed().toList());
    Cut<Object> cut = cutter.cut(encoder, 5000, true);
    assertThat(cut.indexes().toArray()).hasSize(3000);
    assertThat(cut.indexes().get(2999)).isEqualTo(2999);
  }

  @Test
  void shouldSetAsideWhatCannotBeSentAndGoOn() {
    ChunkCutter<Object> cutter = cutter(List.of("a", new Thread(() -> {}), "c"));
    Cut<Object> cut = cutter.cut(encoder, 10, false);
    assertThat(cut.indexes().toArray()).containsExactly(0, 2);
    assertThat(cut.items()).containsExactly("a", "c");
    assertThat(cut.refused()).hasSize(1);
    assertThat(cut.refused().get(0).index()).isEqualTo(1);
    assertThat(cut.refused().get(0).problem().type()).isEqualTo("java.lang.Thread");
  }

  @Test
  void shouldSetAsideAFirstItemThatCannotBeSent() {
    Cut<Object> cut = cutter(List.<Object>of(new Thread(() -> {}))).cut(encoder, 10, false);
    assertThat(cut.indexes().toArray()).isEmpty();
    assertThat(cut.refused()).hasSize(1);
  }

  @Test
  void shouldStopAtOneMebibyteUnlessTheSizeIsTheUsers() {
    List<byte[]> large = List.of(new byte[600_000], new byte[600_000], new byte[600_000]);
    assertThat(cutter(large).cut(encoder, 10, false).indexes().toArray()).hasSize(2);
    assertThat(cutter(large).cut(encoder, 10, true).indexes().toArray()).hasSize(3);
  }

  @Test
  void shouldNotHoldBackAnItemWhileTheNextOneIsSlowToCome() {
    assertThat(cutter(slow(100, 1_000)).cut(encoder, 100, false).indexes().toArray()).hasSize(1);
  }

  @Test
  void shouldHoldBackFewItemsOfARatherSlowInput() {
    Cut<Integer> cut = this.<Integer>cutter(slow(1000, 2)).cut(encoder, 1000, false);
    assertThat(cut.indexes().toArray()).hasSize(4);
    assertThat(cut.times()).isEqualTo(new ChunkCutter.Times(0, 8_000_000));
  }

  @Test
  void shouldFillAnExactChunkHoweverSlowTheInputIs() {
    assertThat(cutter(slow(100, 1_000)).cut(encoder, 20, true).indexes().toArray()).hasSize(20);
  }

  @Test
  void shouldCutNothingWhenTheFirstReadFails() {
    Iterator<Object> broken =
        new Iterator<>() {
          @Override
          public boolean hasNext() {
            return true;
          }

          @Override
          public Object next() {
            throw new IllegalStateException("broken");
          }
        };
    Cut<Object> cut = this.<Object>cutter(() -> broken).cut(encoder, 5, false);
    assertThat(cut.indexes().toArray()).isEmpty();
    assertThat(cut.refused()).isEmpty();
  }

  @Test
  void shouldSendNulls() {
    Iterable<String> nulls = java.util.Arrays.asList(null, null);
    Cut<String> cut = this.<String>cutter(nulls).cut(encoder, 5, false);
    assertThat(cut.indexes().toArray()).hasSize(2);
    assertThat(Blocks.decode(cut.block(), 0)).isNull();
  }
}
