package io.processpool.frame;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FrameWriterTest {

  private final Random random = new Random(17);
  private final FrameCounters counters = new FrameCounters();
  private final FrameWriter writer = new FrameWriter(counters);
  private final Dam dam = new Dam();
  private final EmbeddedChannel channel = new EmbeddedChannel(dam, writer);

  /** Holds back what is flushed, like a socket whose other side does not read. */
  private static final class Dam extends ChannelOutboundHandlerAdapter {

    private boolean closed;

    @Override
    public void flush(ChannelHandlerContext context) {
      if (!closed) {
        context.flush();
      }
    }
  }

  @AfterEach
  void close() {
    channel.finishAndReleaseAll();
  }

  @Test
  void shouldWriteFramesAsTheyAreDrawnInTheOrderOfferedWhateverTheirSize() {
    List<byte[]> expected = new ArrayList<>();
    int piece = FrameWriter.PIECE_BYTES;
    int[] sizes = {0, 1, 100, piece - 41, piece - 40, piece - 39, piece - 20, piece, 3 * piece, 0};
    for (int size : sizes) {
      offer(Frames.random(random, size), expected);
    }
    for (int i = 0; i < 300; i++) {
      offer(Frames.random(random, random.nextInt(4000)), expected);
    }
    writer.flush();
    assertThat(Frames.allWritten(channel)).isEqualTo(Frames.joined(expected));
  }

  @Test
  void shouldWriteBothPartsOfABody() {
    byte[] tail = Frames.randomBytes(random, 400_000);
    for (int first : new int[] {0, 1, 131_052, 131_051, 140_000}) {
      Frame frame =
          Frame.whole(9, 1, 2, 3, new byte[0])
              .withBody(Frames.randomBytes(random, first), tail, 100, 300_000);
      writer.offer(frame);
      writer.flush();
      assertThat(Frames.allWritten(channel)).as("%d", first).isEqualTo(Frames.bytes(frame));
    }
  }

  @Test
  void shouldWriteABigFrameInPieces() {
    Frame frame = Frames.random(random, 1_000_000);
    writer.offer(frame);
    writer.flush();
    List<byte[]> pieces = Frames.written(channel);
    assertThat(pieces).hasSize(8).allMatch(piece -> piece.length <= FrameWriter.PIECE_BYTES);
    assertThat(Frames.joined(pieces)).isEqualTo(Frames.bytes(frame));
  }

  @Test
  void shouldPutManySmallFramesIntoOneWrite() {
    for (int i = 0; i < 2_000; i++) {
      writer.offer(Frames.random(random, 30));
    }
    writer.flush();
    assertThat(Frames.written(channel)).singleElement().matches(piece -> piece.length == 100_000);
  }

  @Test
  void shouldCopyNoMoreThanAFewPiecesWhileTheSocketTakesNothing() {
    dam.closed = true;
    List<byte[]> expected = new ArrayList<>();
    offer(Frames.random(random, 10_000_000), expected);
    writer.flush();
    assertThat(channel.isWritable()).isFalse();
    assertThat(channel.unsafe().outboundBuffer().totalPendingWriteBytes())
        .isLessThan(3L * FrameWriter.PIECE_BYTES);

    offer(Frames.random(random, 10), expected);
    writer.flush();
    dam.closed = false;
    channel.flush();
    assertThat(Frames.allWritten(channel)).isEqualTo(Frames.joined(expected));
  }

  @Test
  void shouldLoseNothingThatWasOfferedBeforeTheChannelWasThere() {
    FrameWriter early = new FrameWriter(new FrameCounters());
    Frame frame = Frames.random(random, 10);
    early.offer(frame);
    early.flush();
    EmbeddedChannel late = new EmbeddedChannel(early);
    assertThat(Frames.allWritten(late)).isEqualTo(Frames.bytes(frame));
    late.finishAndReleaseAll();
  }

  @Test
  void shouldSayItsFarewellLastAndClose() {
    List<byte[]> expected = new ArrayList<>();
    offer(Frames.random(random, 500_000), expected);
    offer(Frames.random(random, 5), expected);
    Frame farewell = Frames.random(random, 32);
    expected.add(Frames.bytes(farewell));
    writer.finish(
        () -> {
          assertThat(counters.framesOut()).isEqualTo(2);
          return farewell;
        });
    assertThat(Frames.allWritten(channel)).isEqualTo(Frames.joined(expected));
    assertThat(channel.isOpen()).isFalse();
    assertThat(counters.framesOut()).isEqualTo(3);
    assertThat(counters.bytesOut()).isEqualTo(Frames.joined(expected).length);
  }

  @Test
  void shouldKeepItsFarewellUntilTheSocketHasTakenTheRest() {
    dam.closed = true;
    List<byte[]> expected = new ArrayList<>();
    offer(Frames.random(random, 3_000_000), expected);
    Frame farewell = Frames.random(random, 32);
    expected.add(Frames.bytes(farewell));
    writer.finish(() -> farewell);
    assertThat(channel.isOpen()).isTrue();
    assertThat(counters.framesOut()).isEqualTo(1);
    dam.closed = false;
    channel.flush();
    assertThat(Frames.allWritten(channel)).isEqualTo(Frames.joined(expected));
    assertThat(channel.isOpen()).isFalse();
  }

  @Test
  void shouldWriteNothingBehindItsFarewell() {
    Frame farewell = Frames.random(random, 32);
    writer.finish(
        () -> {
          writer.offer(Frames.random(random, 10)); // as another thread may at this moment
          return farewell;
        });
    writer.offer(Frames.random(random, 10));
    writer.flush();
    assertThat(Frames.allWritten(channel)).isEqualTo(Frames.bytes(farewell));
    assertThat(counters.framesOut()).isEqualTo(1);
  }

  @Test
  void shouldSayItsFarewellAlsoWhenItWasToldBeforeTheChannelWasThere() {
    FrameWriter early = new FrameWriter(new FrameCounters());
    Frame farewell = Frames.random(random, 32);
    early.finish(() -> farewell);
    EmbeddedChannel late = new EmbeddedChannel(early);
    assertThat(Frames.allWritten(late)).isEqualTo(Frames.bytes(farewell));
    assertThat(late.isOpen()).isFalse();
  }

  @Test
  void shouldLetGoOfFramesThatAreOfferedWhenTheChannelHasEnded() {
    channel.close();
    int body = 16 << 20;
    long offered = 0;
    while (offered < 2 * Runtime.getRuntime().maxMemory()) {
      writer.offer(Frame.whole(9, 0, 0, 0, new byte[body]));
      writer.flush();
      offered += body;
    }
    assertThat(counters.framesOut()).isZero();
  }

  @Test
  void shouldDropHalfAFrameWithItsChannel() {
    dam.closed = true;
    writer.offer(Frames.random(random, 10_000_000));
    writer.flush();
    channel.close();
    writer.flush();
    assertThat(channel.isOpen()).isFalse();
    assertThat(counters.framesOut()).isEqualTo(1);
  }

  private void offer(Frame frame, List<byte[]> expected) {
    writer.offer(frame);
    expected.add(Frames.bytes(frame));
  }
}
