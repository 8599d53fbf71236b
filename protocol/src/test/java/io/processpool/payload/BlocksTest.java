package io.processpool.payload;

import static io.processpool.payload.Payloads.SETTINGS;
import static io.processpool.payload.Payloads.block;
import static io.processpool.payload.Payloads.copy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.processpool.message.PayloadBlock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BlocksTest {

  record Point(int x, int y) {}

  record Name(String text) {}

  static final class Hungry {
    static boolean full;

    Hungry() {
      if (full) {
        throw new IllegalStateException(new OutOfMemoryError("pretended"));
      }
    }
  }

  @Test
  void shouldReadEveryValueWithoutTheOthers() throws Exception {
    PayloadBlock block = block(new Point(1, 2), "x", new Name("n"), null, new Point(3, 4));
    BlockDecoder decoder = new BlockDecoder(SETTINGS);
    assertThat(decoder.decode(block, 4)).isEqualTo(new Point(3, 4));
    assertThat(decoder.decode(block, 2)).isEqualTo(new Name("n"));
    assertThat(decoder.decode(block, 3)).isNull();
    assertThat(decoder.decode(block, 0)).isEqualTo(new Point(1, 2));
    assertThat(decoder.decode(block, 0)).isNotSameAs(decoder.decode(block, 0));
  }

  @Test
  void shouldWriteEachClassNameOncePerBlock() throws Exception {
    BlockEncoder encoder = new BlockEncoder(SETTINGS);
    int first = encoder.add(new Point(1, 2));
    int second = encoder.add(new Point(1, 2));
    assertThat(second).isEqualTo(first).isLessThan(6);
    assertThat(encoder.finish().classNames()).containsExactly(Point.class.getName());
    encoder.add(new Name("n"));
    encoder.add(new Point(1, 2));
    PayloadBlock next = encoder.finish();
    assertThat(next.classNames()).containsExactly(Name.class.getName(), Point.class.getName());
    assertThat(new BlockDecoder(SETTINGS).decode(next, 1)).isEqualTo(new Point(1, 2));
  }

  @Test
  void shouldLeaveNoTraceOfARefusedValue() throws Exception {
    BlockEncoder encoder = new BlockEncoder(SETTINGS);
    BlockEncoder calm = new BlockEncoder(SETTINGS);
    for (int i = 0; i < 50; i++) {
      long before = encoder.size();
      List<Object> bad = List.of(new Name("n"), new int[i * 100], new Thread("bad"));
      assertThatThrownBy(() -> encoder.add(bad)).isInstanceOf(UnsendableException.class);
      assertThat(encoder.size()).isEqualTo(before);
      assertThat(encoder.count()).isEqualTo(i);
      assertThat(encoder.add(new Point(i, i))).isEqualTo(calm.add(new Point(i, i)));
    }
    PayloadBlock block = encoder.finish();
    PayloadBlock expected = calm.finish();
    assertThat(block.classNames()).isEqualTo(expected.classNames());
    assertThat(block.ends()).isEqualTo(expected.ends());
    assertThat(block.bytes()).isEqualTo(expected.bytes());
  }

  @Test
  void shouldNotTouchABlockThatWasHandedOver() throws Exception {
    Random random = new Random(1);
    BlockEncoder encoder = new BlockEncoder(SETTINGS);
    for (int size : new int[] {10, 100_000, 70_000, 1_000_000, 5, 3_000_000}) {
      byte[] content = new byte[size];
      random.nextBytes(content);
      encoder.add(content);
      PayloadBlock block = encoder.finish();
      byte[] before = block.bytes().clone();
      encoder.add(new byte[size + 7]);
      encoder.finish();
      assertThat(block.bytes()).isEqualTo(before);
      assertThat(new BlockDecoder(SETTINGS).decode(block, 0)).isEqualTo(content);
      assertThat(block.bytes().length).isLessThanOrEqualTo(2 * block.size());
    }
    assertThat(encoder.finish().count()).isZero();
  }

  @Test
  void shouldHandOverALargeArrayWithoutASecondCopy() throws Exception {
    float[] samples = new float[16 << 20];
    samples[samples.length - 1] = 1.5f;
    BlockEncoder encoder = new BlockEncoder(SETTINGS);
    BlockDecoder decoder = new BlockDecoder(SETTINGS);
    long start = Allocation.soFar();
    encoder.add(samples);
    PayloadBlock block = encoder.finish();
    long written = Allocation.soFar();
    float[] copy = (float[]) decoder.decode(block, 0);
    long read = Allocation.soFar();
    assertThat(written - start).isLessThan(65L << 20);
    assertThat(read - written).isLessThan(65L << 20);
    assertThat(Arrays.equals(copy, samples)).isTrue();
  }

  @Test
  void shouldRefuseValuesThatOverfillABlock() throws Exception {
    PayloadOutput output = new PayloadOutput(1000, 1500);
    output.beginValue();
    output.bulk(900);
    output.endValue();
    output.beginValue();
    assertThatThrownBy(() -> output.bulk(700)).hasMessageContaining("too large for this block");
    assertThatThrownBy(() -> output.bulk(1L << 40)).hasMessageContaining("too large: at least");
    output.bulk(600);
    assertThat(output.position()).isEqualTo(1500);
  }

  @Test
  void shouldRethrowAnOutOfMemoryErrorThatOtherCodeWrapped() {
    PayloadBlock block = block(List.of(new Hungry()));
    Hungry.full = true;
    try {
      assertThatThrownBy(() -> new BlockDecoder(SETTINGS).decode(block, 0))
          .isInstanceOf(OutOfMemoryError.class)
          .hasMessage("pretended");
    } finally {
      Hungry.full = false;
    }
  }

  @Test
  void shouldReadOnAfterAFailure() throws Exception {
    BlockDecoder decoder = new BlockDecoder(SETTINGS);
    PayloadBlock good = block(new ArrayList<>(List.of(new Point(1, 2))));
    for (int i = 0; i < 20; i++) {
      assertThatThrownBy(
              () -> decoder.decode(Payloads.raw(List.of(), (byte) 70, (byte) 1, (byte) 2), 0))
          .isInstanceOf(UnreadableException.class);
      assertThat(decoder.decode(good, 0)).isEqualTo(List.of(new Point(1, 2)));
    }
  }

  @Test
  void shouldRefuseLimitsOfABlockThatDoNotFitItsBytes() {
    PayloadBlock outside = new PayloadBlock(List.of(), new int[] {9}, new byte[3]);
    PayloadBlock backwards = new PayloadBlock(List.of(), new int[] {-4}, new byte[3]);
    PayloadBlock leftOver = Payloads.raw(List.of(), (byte) 0, (byte) 0);
    assertThat(Payloads.unreadable(outside).reason()).contains("value at 0..9 of 3 B");
    assertThat(Payloads.unreadable(backwards).reason()).contains("value at 0..-4 of 3 B");
    assertThat(Payloads.unreadable(leftOver).reason()).contains("1 B left over");
    assertThatThrownBy(() -> new BlockDecoder(SETTINGS).decode(PayloadBlock.EMPTY, 0))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void shouldLimitTheDepthThatIsRead() {
    List<Object> nested = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      nested = new ArrayList<>(List.of(nested));
    }
    assertThat(Payloads.unreadable(block(nested), SETTINGS.withMaxDepth(50)).reason())
        .isEqualTo("object graph too deep, limit 50 objects nested in each other");
  }

  @Test
  void shouldLimitTheDepthOfNestedJavaStreams() {
    Exception chain = new Exception("end");
    for (int i = 0; i < 100; i++) {
      chain = new Exception(chain);
    }
    assertThat(Payloads.unreadable(block(chain), SETTINGS.withMaxDepth(50)).reason())
        .isEqualTo("object graph too deep, limit 50 objects nested in each other");
    assertThat(Payloads.refusedByPreflight(chain, SETTINGS.withMaxDepth(50)).remedy())
        .startsWith("send it flat");
  }

  @Test
  void shouldWriteTheSameBytesForTheSameValues() {
    assertThat(block(new Point(1, 2), "x").bytes()).isEqualTo(block(new Point(1, 2), "x").bytes());
  }

  @Test
  void shouldSwitchKryosUnsafeOff() {
    copy("x");
    assertThat(System.getProperty("kryo.unsafe")).isEqualTo("false");
    assertThat(com.esotericsoftware.kryo.kryo5.util.Util.isUnsafeAvailable()).isFalse();
  }
}
