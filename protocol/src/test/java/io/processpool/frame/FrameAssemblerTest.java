package io.processpool.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameAssemblerTest {

  private static final long MIB = 1 << 20;

  private final Random random = new Random(17);
  private final FrameCounters counters = new FrameCounters();
  private final FrameAssembler assembler = new FrameAssembler(counters);
  private final List<Frame> read = new ArrayList<>();

  @Test
  void shouldReadAFrameThatIsSplitAtAnyByte() {
    Frame frame = Frames.random(random, 30);
    byte[] bytes = Frames.bytes(frame);
    for (int split = 0; split <= bytes.length; split++) {
      read(Frames.direct(bytes, 0, split));
      read(Frames.direct(bytes, split, bytes.length));
      assertThat(frames()).as("split at %d", split).singleElement().satisfies(same(frame));
    }
  }

  @Test
  void shouldReadAFrameThatComesByteByByte() {
    Frame frame = Frames.random(random, 30);
    byte[] bytes = Frames.bytes(frame);
    for (int i = 0; i < bytes.length; i++) {
      assertThat(frames()).isEmpty();
      read(Frames.direct(bytes, i, i + 1));
    }
    assertThat(frames()).singleElement().satisfies(same(frame));
  }

  @Test
  void shouldReadSeveralFramesFromOneRead() {
    Frame first = Frames.random(random, 3);
    Frame empty = Frames.random(random, 0);
    Frame last = Frames.random(random, 1000);
    read(Frames.joined(List.of(Frames.bytes(first), Frames.bytes(empty), Frames.bytes(last))));
    assertThat(frames()).satisfiesExactly(same(first), same(empty), same(last));
  }

  @Test
  void shouldCountFramesAndTheirBytesWithTheHeader() {
    read(Frames.bytes(Frames.random(random, 0)));
    read(Frames.bytes(Frames.random(random, 100)));
    assertThat(counters.framesIn()).isEqualTo(2);
    assertThat(counters.bytesIn()).isEqualTo(140);
    assertThat(counters.bytesOut()).isZero();
  }

  @Test
  void shouldRefuseAnotherMagic() {
    assertThatThrownBy(() -> read(Frames.header(0x5051, 1, 0)))
        .isInstanceOf(FrameException.class)
        .hasMessageContaining("frame magic 0x5051 (expected: 0x5050)");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 17, 255})
  void shouldRefuseATypeThatIsNone(int type) {
    assertThatThrownBy(() -> read(Frames.header(0x5050, type, 0)))
        .isInstanceOf(FrameException.class)
        .hasMessageContaining("frame type " + type + " (expected: 1 to 16)");
  }

  @ParameterizedTest
  @ValueSource(ints = {1025, FrameLayout.MAX_BODY_BYTES, Integer.MAX_VALUE, -1, Integer.MIN_VALUE})
  void shouldRefuseALyingLengthBeforeAllocatingWhileThePeerIsAStranger(int length) {
    refuseWithoutAllocating(length, 1024);
  }

  @ParameterizedTest
  @ValueSource(
      ints = {FrameLayout.MAX_BODY_BYTES + 1, Integer.MAX_VALUE, -1, Integer.MIN_VALUE, -65_536})
  void shouldRefuseALyingLengthBeforeAllocating(int length) {
    assembler.authenticated();
    refuseWithoutAllocating(length, FrameLayout.MAX_BODY_BYTES);
  }

  private void refuseWithoutAllocating(int length, int limit) {
    byte[] header = Frames.header(0x5050, 9, length);
    long before = Frames.allocated();
    assertThatThrownBy(() -> read(header))
        .isInstanceOf(FrameException.class)
        .hasMessageContaining(
            "frame length %s (expected: 0 to %d)", Integer.toUnsignedString(length), limit);
    assertThat(Frames.allocated() - before).isLessThan(MIB);
  }

  @Test
  void shouldTakeTheLargestBodyOfAStranger() {
    Frame frame = Frames.random(random, FrameLayout.HANDSHAKE_BODY_BYTES);
    read(Frames.bytes(frame));
    assertThat(frames()).singleElement().satisfies(same(frame));
  }

  @Test
  void shouldNotAllocateWhatAHeaderPromisesButWhatArrives() {
    assembler.authenticated();
    byte[] header = Frames.header(0x5050, 9, FrameLayout.MAX_BODY_BYTES);
    long before = Frames.allocated();
    read(header);
    read(new byte[(int) MIB]);
    read(new byte[(int) MIB]);
    assertThat(Frames.allocated() - before).isLessThan(16 * MIB);
    assertThat(frames()).isEmpty();
  }

  @Test
  void shouldGrowALargeBodyAsItArrives() {
    assembler.authenticated();
    for (int size : new int[] {(1 << 20) - 1, 1 << 20, (1 << 20) + 1, (4 << 20) + 1, 5_000_000}) {
      Frame frame = Frames.random(random, size);
      byte[] bytes = Frames.bytes(frame);
      for (int at = 0; at < bytes.length; ) {
        int next = Math.min(bytes.length, at + 1 + random.nextInt(300_000));
        read(Frames.direct(bytes, at, next));
        at = next;
      }
      assertThat(frames()).as("%d bytes", size).singleElement().satisfies(same(frame));
    }
  }

  @Test
  void shouldReportOnceThatItIsOutOfStepAndDropAllThatFollows() {
    Frame good = Frames.random(random, 8);
    byte[] bytes =
        Frames.joined(List.of(Frames.bytes(good), Frames.header(0x1234, 1, 0), Frames.bytes(good)));
    assertThatThrownBy(() -> read(bytes)).isInstanceOf(FrameException.class);
    read(Frames.bytes(good));
    read(Frames.header(0x1234, 1, 0));
    assertThat(frames()).singleElement().satisfies(same(good));
    assertThat(counters.framesIn()).isEqualTo(1);
  }

  @Test
  void shouldShowTheStrangeHeaderHoweverMuchCameWithIt() {
    byte[] bytes =
        Frames.joined(
            List.of(
                Frames.bytes(Frame.whole(5, 0, 0, 0, new byte[0])),
                Frames.header(0xDEAD, 0xBE, 0xEFEF),
                new byte[100_000]));
    FrameException thrown = catchThrowableOfType(FrameException.class, () -> read(bytes));
    assertThat(thrown)
        .hasMessageContaining("last 72 bytes read")
        .hasMessageContaining("50 50 05 00")
        .hasMessageContaining("de ad be 00 00 00 ef ef");
  }

  @Test
  void shouldShowWhatCameBeforeInEarlierReads() {
    for (int i = 0; i < 100; i++) {
      read(Frames.bytes(Frame.whole(5, 0, i, 0, new byte[0])));
    }
    FrameException thrown = catchThrowableOfType(FrameException.class, () -> read(new byte[20]));
    assertThat(thrown).hasMessageContaining("last 128 bytes read").hasMessageContaining("00 63");
    assertThat(frames()).hasSize(100);
  }

  @Test
  void shouldStayOutOfStepAfterAnErrorThatIsNoFrameException() {
    Frame frame = Frames.random(random, 100);
    byte[] bytes = Frames.bytes(frame);
    FrameAssembler exhausted =
        new FrameAssembler(
            counters,
            size -> {
              throw new OutOfMemoryError("staged");
            });
    ByteBuffer part = Frames.direct(bytes, 0, 60);
    assertThatThrownBy(() -> exhausted.next(part)).isInstanceOf(OutOfMemoryError.class);
    for (ByteBuffer in : List.of(Frames.direct(bytes, 60, bytes.length), Frames.direct(bytes))) {
      assertThat(exhausted.next(in)).isNull();
      assertThat(in.hasRemaining()).isFalse();
    }
  }

  @Test
  void shouldStayOutOfStepWhereALargeBodyCannotGrow() {
    FrameAssembler exhausted =
        new FrameAssembler(
            counters,
            size -> {
              if (size > MIB) {
                throw new OutOfMemoryError("staged");
              }
              return new byte[size];
            });
    exhausted.authenticated();
    ByteBuffer in = Frames.direct(Frames.bytes(Frames.random(random, (int) MIB + 1)));
    assertThatThrownBy(() -> exhausted.next(in)).isInstanceOf(OutOfMemoryError.class);
    assertThat(exhausted.next(Frames.direct(Frames.bytes(Frames.random(random, 1))))).isNull();
  }

  private void read(byte[] bytes) {
    read(Frames.direct(bytes));
  }

  private void read(ByteBuffer in) {
    for (Frame frame = assembler.next(in); frame != null; frame = assembler.next(in)) {
      read.add(frame);
    }
    assertThat(in.hasRemaining()).isFalse();
  }

  /** Those that came since the last time. */
  private List<Frame> frames() {
    List<Frame> frames = List.copyOf(read);
    read.clear();
    return frames;
  }

  private static org.assertj.core.api.ThrowingConsumer<Frame> same(Frame expected) {
    return actual -> assertThat(Frames.bytes(actual)).isEqualTo(Frames.bytes(expected));
  }
}
