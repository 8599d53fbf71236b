package io.processpool.chunk;

import static org.assertj.core.api.Assertions.assertThat;

import io.processpool.concurrent.Ticker;
import io.processpool.payload.BlockEncoder;
import io.processpool.payload.PayloadSettings;
import io.processpool.payload.RoundTrip;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class FixedChunkTest {

  private static final PayloadSettings PAYLOAD =
      PayloadSettings.defaults(FixedChunkTest.class.getClassLoader());

  @Test
  void shouldTakeAsManyItemsAsWereAskedFor() {
    assertThat(sizes(1_000, new byte[1_000], 2_500)).containsExactly(1_000, 1_000, 500);
  }

  @Test
  void shouldTakeFewerWhereTheyWouldNotFitAFrame() {
    assertThat(sizes(1_000, new byte[3 << 20], 7)).containsExactly(3, 3, 1);
  }

  private static List<Integer> sizes(int chunkSize, byte[] item, int items) {
    ItemSource<byte[]> source =
        ItemSource.of(Collections.nCopies(items, item), OptionalLong.empty());
    ChunkCutter<byte[]> cutter =
        new ChunkCutter<>(source, each -> RoundTrip.check(each, PAYLOAD), Ticker.SYSTEM);
    List<Integer> sizes = new java.util.ArrayList<>();
    while (source.hasNext()) {
      sizes.add(cutter.cut(new BlockEncoder(PAYLOAD), chunkSize, true).items().size());
    }
    return sizes;
  }
}
