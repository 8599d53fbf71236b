package io.processpool.payload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.processpool.message.PayloadBlock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The short way for small values writes and reads what the long way does. */
class PlainValuesTest {

  private static List<@Nullable Object> values() {
    long seed = Long.getLong("test.seed", System.nanoTime());
    System.out.println("seed " + seed + "; repeat with -Dtest.seed");
    Random random = new Random(seed);
    List<@Nullable Object> values = new ArrayList<>();
    values.add(null);
    for (int bits = 0; bits < Long.SIZE; bits++) {
      for (long near : new long[] {(1L << bits) - 1, 1L << bits, -(1L << bits), ~(1L << bits)}) {
        values.addAll(List.of(near, (int) near, Double.longBitsToDouble(near)));
      }
    }
    for (int i = 0; i < 2_000; i++) {
      values.addAll(List.of(random.nextInt(), random.nextLong(), random.nextGaussian()));
    }
    for (int length = 0; length < 140; length++) {
      values.add("é".repeat(length));
      values.add("你".repeat(length));
    }
    return values;
  }

  @Test
  void shouldWriteTheBytesThatKryoWouldWrite() throws Exception {
    for (Object value : values()) {
      BlockEncoder encoder = new BlockEncoder(Payloads.SETTINGS);
      encoder.add(value);
      byte[] alone = encoder.finish().bytes();
      encoder.add(new Object[] {value}); // what is inside goes the long way
      byte[] inside = encoder.finish().bytes();
      assertThat(inside).as("%s", value).endsWith(alone);
    }
  }

  @Test
  void shouldReadThemBack() throws Exception {
    List<@Nullable Object> values = values();
    BlockEncoder encoder = new BlockEncoder(Payloads.SETTINGS);
    for (Object value : values) {
      encoder.add(value);
    }
    PayloadBlock block = encoder.finish();
    BlockDecoder decoder = new BlockDecoder(Payloads.SETTINGS);
    for (int i = 0; i < values.size(); i++) {
      assertThat(decoder.decode(block, i)).isEqualTo(values.get(i));
    }
  }

  @Test
  void shouldRefuseWhatIsCutOffOrFollowedByMore() throws Exception {
    BlockDecoder decoder = new BlockDecoder(Payloads.SETTINGS);
    for (Object value : Arrays.asList(null, 1 << 30, 1L << 60, 0.5, "text")) {
      BlockEncoder encoder = new BlockEncoder(Payloads.SETTINGS);
      encoder.add(value);
      byte[] bytes = encoder.finish().bytes();
      for (int length : new int[] {bytes.length - 1, bytes.length + 1}) {
        PayloadBlock damaged =
            new PayloadBlock(List.of(), new int[] {length}, Arrays.copyOf(bytes, length));
        assertThatThrownBy(() -> decoder.decode(damaged, 0))
            .as("%s", value)
            .isInstanceOf(UnreadableException.class);
      }
    }
  }
}
