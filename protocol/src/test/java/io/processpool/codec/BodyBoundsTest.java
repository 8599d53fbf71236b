package io.processpool.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.processpool.frame.Frame;
import io.processpool.frame.FrameException;
import io.processpool.frame.Frames;
import io.processpool.message.Message;
import io.processpool.message.MessageType;
import io.processpool.message.RunChunk;
import io.processpool.runs.LongRuns;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies that no encoder writes leave as a FrameException and cost little. */
class BodyBoundsTest {

  private static final long MIB = 1 << 20;
  private static final byte[] GREATEST = varint(-1L);

  static List<Message> all() {
    return SampleMessages.all();
  }

  @ParameterizedTest
  @MethodSource("all")
  void shouldRefuseABodyThatIsCutAtAnyByte(Message message) {
    Frame frame = MessageRoundTripTest.received(MessageEncoder.encode(message));
    for (int length = 0; length < frame.body().length; length++) {
      Frame cut = withBody(frame, Arrays.copyOf(frame.body(), length));
      assertThatThrownBy(() -> MessageDecoder.decode(cut))
          .as("cut at %d", length)
          .isInstanceOf(FrameException.class);
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void shouldRefuseABodyWithAByteTooMany(Message message) {
    Frame frame = MessageRoundTripTest.received(MessageEncoder.encode(message));
    Frame longer = withBody(frame, Arrays.copyOf(frame.body(), frame.body().length + 1));
    assertThatThrownBy(() -> MessageDecoder.decode(longer))
        .isInstanceOf(FrameException.class)
        .hasMessageContaining("1 bytes behind the message (expected: 0)");
  }

  @ParameterizedTest
  @EnumSource
  void shouldRefuseHeaderFieldsThatATypeHasNoUseFor(MessageType type) {
    Frame frame = MessageRoundTripTest.received(MessageEncoder.encode(SampleMessages.of(type)));
    boolean maySayBulk = type == MessageType.RUN_CHUNK || type == MessageType.ITEMS_DONE;
    for (int bit = 1; bit < 8; bit++) {
      int flag = 1 << bit;
      if (flag == MessageEncoder.FLAG_BULK && maySayBulk) {
        continue;
      }
      refused(
          new Frame(
              frame.type(), flag, frame.job(), frame.lease(), frame.body(), new byte[0], 0, 0),
          "expected: zero where it has none");
    }
    if (frame.job() == 0) {
      refused(Frame.whole(frame.type(), 0, 1, 0, frame.body()), "job 1");
    }
    if (frame.lease() == 0) {
      refused(Frame.whole(frame.type(), 0, frame.job(), 1, frame.body()), "lease 1");
    }
  }

  @Test
  void shouldRefuseATypeThatIsNone() {
    refused(Frame.whole(17, 0, 0, 0, new byte[0]), "message type 17 (expected: 1 to 16)");
    refused(Frame.whole(0, 0, 0, 0, new byte[0]), "message type 0");
  }

  @Test
  void shouldRefuseACountThatTheBodyCannotHold() {
    for (byte[] count : List.of(varint(6), varint(1L << 40), varint(Long.MIN_VALUE), GREATEST)) {
      byte[] body = joined(count, new byte[5]); // 5 bytes hold five lengths of values at most
      long before = Frames.allocated();
      refused(Frame.whole(8, 0, 1, 1, body), "items: ");
      assertThat(Frames.allocated() - before).isLessThan(MIB);
    }
  }

  @Test
  void shouldRefuseLengthsThatTheBodyCannotHold() {
    refused(Frame.whole(3, 0, 0, 0, joined(varint(2), new byte[1])), "proof: 2 (expected: 0 to 1");
    // A block: no names, two values that together are longer than what follows.
    byte[] values = {0, 2, 3, 3, 0, 0, 0, 0};
    refused(Frame.whole(7, 0, 1, 0, joined(openJobHead(), values)), "values of 6 bytes");
    byte[] names = joined(varint(1), varint(100), new byte[9]);
    refused(Frame.whole(7, 0, 1, 0, joined(openJobHead(), names)), "class name: 100");
  }

  @Test
  void shouldRefuseAVarintOfMoreThan64Bits() {
    byte[] tenth = joined(Arrays.copyOf(GREATEST, 9), new byte[] {2});
    byte[] eleven = new byte[11];
    Arrays.fill(eleven, (byte) 0x80);
    for (byte[] number : List.of(tenth, eleven)) {
      assertThatThrownBy(() -> new BodyReader(number).varint())
          .isInstanceOf(FrameException.class)
          .hasMessageContaining("varint longer than 64 bits");
    }
    assertThat(new BodyReader(GREATEST).varint()).isEqualTo(-1);
  }

  @ParameterizedTest
  @ValueSource(
      longs = {0, 1, 127, 128, 16_383, 16_384, 1L << 35, Long.MAX_VALUE, Long.MIN_VALUE, -1})
  void shouldReadEveryVarint(long value) {
    assertThat(new BodyReader(varint(value)).varint()).isEqualTo(value);
  }

  @ParameterizedTest
  @ValueSource(longs = {1L << 31, -1, Long.MIN_VALUE})
  void shouldRefusePositionsAndAttemptsBeyondAnInt(long value) {
    byte[] attempts =
        joined(varint(1), varint(0), varint(1), varint(value), new byte[] {1, 0, 1, 1, 0});
    refused(Frame.whole(8, 0, 1, 1, attempts), "attempts: " + Long.toUnsignedString(value));
    byte[] position = joined(varint(1), varint(value), new byte[8]);
    refused(Frame.whole(9, 0, 1, 1, position), "item position: " + Long.toUnsignedString(value));
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 3, 1L << 31, -1})
  void shouldRefuseRunsOfNoItemOrOfMoreThanThereAre(long count) {
    byte[] items = joined(varint(2), varint(0), varint(count), new byte[9]);
    refused(Frame.whole(8, 0, 1, 1, items), "numbers of a run: " + Long.toUnsignedString(count));
    byte[] results = joined(varint(2), varint(0), varint(count), new byte[9]);
    refused(Frame.whole(9, 0, 1, 1, results), "numbers of a run: " + Long.toUnsignedString(count));
  }

  @Test
  void shouldRefuseARunThatPassesTheGreatestPosition() {
    byte[] results = joined(varint(2), varint(Integer.MAX_VALUE), varint(2), new byte[9]);
    refused(Frame.whole(9, 0, 1, 1, results), "item position: 2 from 2147483647");
  }

  @Test
  void shouldTellItemsThatFollowEachOtherOnce() {
    int count = 1_000;
    int[] lengths = new int[count];
    Arrays.fill(lengths, 2);
    LongRuns indexes = LongRuns.from(7_000, count);
    LongRuns attempts = LongRuns.repeat(1, count);
    Frame frame =
        MessageEncoder.encode(
            new RunChunk(1, 1, indexes, attempts, SampleMessages.block("x", lengths)));
    assertThat(frame.bodyBytes()).isLessThan(20 + 3 * count); // a length, and two bytes of value
  }

  @Test
  void shouldRefuseNegativeTimes() {
    refused(Frame.whole(9, 1, 1, 1, joined(GREATEST, new byte[8])), "decode time");
    byte[] nanos = joined(varint(1), varint(0), varint(1), GREATEST, new byte[8]);
    refused(Frame.whole(9, 0, 1, 1, nanos), "item time");
  }

  @Test
  void shouldRefuseFlagsKindsPartsAndShapesThatAreNone() {
    refused(Frame.whole(6, 0, 0, 0, new byte[] {0, 2, 0, 0, 0, 0, 0}), "failure message: flag 2");
    refused(Frame.whole(6, 0, 0, 0, new byte[] {0, 0, 0, 9, 0, 0, 0}), "cause: flag 9");
    refused(Frame.whole(9, 0, 1, 1, new byte[] {0, 1, 0, 4, 0, 0, 0}), "failure kind 4");
    refused(Frame.whole(9, 0, 1, 1, new byte[] {0, 1, 0, 2, 4, 0, 0}), "unsent part 4");
    for (int shape : new int[] {0, 6, 255}) {
      byte[] body = joined(openJobHead(), new byte[] {0, 1, 1, 0});
      body[0] = (byte) shape;
      refused(Frame.whole(7, 0, 1, 0, body), "call shape " + shape);
    }
  }

  @Test
  void shouldRefuseBlocksWithMoreOrFewerValuesThanTheMessageNames() {
    refused(Frame.whole(7, 0, 1, 0, joined(openJobHead(), new byte[] {0, 0})), "functions: 0");
    refused(
        Frame.whole(7, 0, 1, 0, joined(openJobHead(), new byte[] {0, 2, 0, 0})), "functions: 2");
    byte[] chunk = {1, 0, 1, 1, 1, 0, 0};
    refused(Frame.whole(8, 0, 1, 1, chunk), "values of a chunk: 0 (expected: 1)");
    byte[] done = {0, 0, 0, 1, 0};
    refused(Frame.whole(9, 0, 1, 1, done), "values of results: 1 (expected: 0)");
  }

  @Test
  void shouldRefuseMoreStringsThanAnyMessageHolds() {
    byte[] names = joined(varint(60_000_000), new byte[60_000_001]);
    byte[] body = joined(openJobHead(), names);
    long before = Frames.allocated();
    refused(Frame.whole(7, 0, 1, 0, body), "strings: more than 262144");
    assertThat(Frames.allocated() - before).isLessThan(64 * MIB);
  }

  @Test
  void shouldRefuseMoreLargeArraysThanTheBodyHasPlacesFor() {
    int count = 5_000_000;
    byte[] numbers = joined(varint(count), varint(0), varint(count), varint(1), varint(count));
    byte[] chunk = joined(numbers, varint(7), new byte[count]);
    byte[] results = joined(numbers, varint(0), varint(7), new byte[count]);
    long before = Frames.allocated();
    refused(Frame.whole(8, MessageEncoder.FLAG_BULK, 1, 1, chunk), "large arrays: 5000000");
    refused(Frame.whole(9, MessageEncoder.FLAG_BULK, 1, 1, results), "large arrays: 5000000");
    assertThat(Frames.allocated() - before).isLessThan(MIB);
  }

  @Test
  void shouldReadAChunkOfAMillionSmallItems() {
    int count = 1_000_000;
    int[] lengths = new int[count];
    Arrays.fill(lengths, 1);
    LongRuns same = LongRuns.rising(new long[count]);
    RunChunk chunk =
        new RunChunk(1, 1, same, LongRuns.repeat(0, count), SampleMessages.block("x", lengths));
    Frame frame = MessageRoundTripTest.received(MessageEncoder.encode(chunk));
    assertThatCode(() -> MessageDecoder.decode(frame)).doesNotThrowAnyException();
  }

  private static void refused(Frame frame, String text) {
    assertThatThrownBy(() -> MessageDecoder.decode(frame))
        .isInstanceOf(FrameException.class)
        .hasMessageContaining(text);
  }

  private static Frame withBody(Frame frame, byte[] body) {
    return Frame.whole(frame.type(), frame.flags(), frame.job(), frame.lease(), body);
  }

  private static byte[] openJobHead() {
    byte[] head = new byte[10];
    head[0] = 1;
    return head;
  }

  private static byte[] varint(long value) {
    return new BodyWriter().varint(value).toBytes();
  }

  private static byte[] joined(byte[]... parts) {
    BodyWriter out = new BodyWriter();
    for (byte[] part : parts) {
      for (byte each : part) {
        out.u8(each);
      }
    }
    return out.toBytes();
  }
}
