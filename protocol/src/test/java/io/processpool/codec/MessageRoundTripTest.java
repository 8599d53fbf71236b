package io.processpool.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.processpool.bulk.Bulk;
import io.processpool.frame.Frame;
import io.processpool.frame.FrameException;
import io.processpool.frame.Frames;
import io.processpool.message.Message;
import io.processpool.message.MessageType;
import io.processpool.message.PayloadBlock;
import io.processpool.message.RemoteFailure;
import io.processpool.message.StartFailed;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MessageRoundTripTest {

  static List<Message> all() {
    return SampleMessages.all();
  }

  /** The frame as the other side reads it: its body in one part. */
  static Frame received(Frame sent) {
    return Frame.whole(sent.type(), sent.flags(), sent.job(), sent.lease(), Frames.body(sent));
  }

  @ParameterizedTest
  @MethodSource("all")
  void shouldReadWhatWasWritten(Message message) {
    Frame frame = received(MessageEncoder.encode(message));
    Message read = MessageDecoder.decode(frame);
    assertThat(read)
        .usingRecursiveComparison()
        .withEqualsForType(MessageRoundTripTest::equal, PayloadBlock.class)
        .isEqualTo(message);
    assertThat(Frames.bytes(MessageEncoder.encode(read))).isEqualTo(Frames.bytes(frame));
  }

  @Test
  void shouldHaveOneTypeForEachMessageAndOneMessageForEachType() {
    Set<Class<?>> classes = new HashSet<>();
    Set<Integer> numbers = new HashSet<>();
    for (MessageType type : MessageType.values()) {
      Message sample = SampleMessages.of(type);
      assertThat(sample.type()).isEqualTo(type);
      classes.add(sample.getClass());
      numbers.add(type.number());
    }
    assertThat(classes).containsExactlyInAnyOrder(Message.class.getPermittedSubclasses());
    assertThat(numbers).hasSameSizeAs(MessageType.values()).allMatch(n -> n >= 1 && n <= 16);
  }

  @Test
  void shouldNotCopyThePayloadOnEitherSide() {
    Frame frame = MessageEncoder.encode(SampleMessages.of(MessageType.RUN_CHUNK));
    PayloadBlock items =
        ((io.processpool.message.RunChunk) SampleMessages.of(MessageType.RUN_CHUNK)).items();
    assertThat(frame.tail()).isEqualTo(items.bytes());
    Frame received = received(frame);
    var read = (io.processpool.message.RunChunk) MessageDecoder.decode(received);
    assertThat(read.items().bytes()).isSameAs(received.body());
  }

  @Test
  void shouldCutFailuresThatNestTooDeepAndRefuseThoseThatDoNevertheless() {
    int most = FailureFields.MAX_DEPTH;
    var sent = new StartFailed(SampleMessages.nested(most + 10));
    Frame frame = received(MessageEncoder.encode(sent));
    int depth = 0;
    RemoteFailure failure = ((StartFailed) MessageDecoder.decode(frame)).failure();
    for (RemoteFailure cause = failure.cause(); cause != null; cause = cause.cause()) {
      depth++;
    }
    assertThat(depth).isEqualTo(most);

    byte[] deeper = new byte[7 * (most + 2)]; // each: type E, no message, no frames, a cause
    for (int i = 0; i <= most; i++) {
      System.arraycopy(new byte[] {1, 'E', 0, 0, 1}, 0, deeper, 5 * i, 5);
    }
    assertThatThrownBy(() -> MessageDecoder.decode(Frame.whole(6, 0, 0, 0, deeper)))
        .isInstanceOf(FrameException.class)
        .hasMessageContaining("nested deeper than " + most);
  }

  @Test
  void shouldShowNoSecretInTheTextOfAMessageOrAFrame() {
    for (MessageType type : List.of(MessageType.HELLO, MessageType.CHALLENGE, MessageType.PROOF)) {
      Message message = SampleMessages.of(type);
      Frame frame = MessageEncoder.encode(message);
      // Every array in these begins with such bytes.
      assertThat(message + " " + frame)
          .doesNotContainIgnoringCase("16, 17", "1011", "4142", "8182");
    }
  }

  private static boolean equal(PayloadBlock left, PayloadBlock right) {
    if (!left.classNames().equals(right.classNames()) || left.count() != right.count()) {
      return false;
    }
    if (!bulk(left).equals(bulk(right))) {
      return false;
    }
    for (int i = 0; i < left.count(); i++) {
      if (!Objects.equals(text(left, i), text(right, i))) {
        return false;
      }
    }
    return true;
  }

  private static String bulk(PayloadBlock block) {
    Bulk bulk = block.bulk();
    return bulk == null
        ? ""
        : bulk.file().number() + Arrays.toString(bulk.starts()) + Arrays.toString(bulk.lengths());
  }

  private static String text(PayloadBlock block, int i) {
    return Arrays.toString(Arrays.copyOfRange(block.bytes(), block.start(i), block.ends()[i]));
  }
}
