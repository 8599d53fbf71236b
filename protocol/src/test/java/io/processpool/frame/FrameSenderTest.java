package io.processpool.frame;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FrameSenderTest {

  private final Random random = new Random(17);
  private final FrameCounters counters = new FrameCounters();
  private final Tap tap = new Tap();
  private final FrameSender writer = new FrameSender(counters, tap);

  FrameSenderTest() {
    writer.resume();
  }

  /** Takes what it may, like a socket whose other side reads as much. */
  private static final class Tap implements Outlet {

    private final List<byte[]> pieces = new ArrayList<>();
    private long room = Long.MAX_VALUE;
    private int full;
    private boolean closed;
    private Throwable problem;

    @Override
    public void write(ByteBuffer bytes) throws IOException {
      if (room < 0) {
        throw new IOException("staged");
      }
      byte[] taken = new byte[(int) Math.min(room, bytes.remaining())];
      bytes.get(taken);
      room -= taken.length;
      pieces.add(taken);
    }

    @Override
    public void full(ByteBuffer rest) {
      assertThat(rest.hasRemaining()).isTrue();
      full++;
    }

    @Override
    public void close() {
      closed = true;
    }

    @Override
    public void broken(Throwable cause) {
      problem = cause;
    }

    /** Each piece that was written since the last time. */
    List<byte[]> written() {
      List<byte[]> written = List.copyOf(pieces);
      pieces.clear();
      return written;
    }

    byte[] allWritten() {
      return Frames.joined(written());
    }
  }

  private void open(long room) {
    tap.room = room;
    writer.resume();
  }

  @Test
  void shouldWriteFramesAsTheyAreDrawnInTheOrderOfferedWhateverTheirSize() {
    List<byte[]> expected = new ArrayList<>();
    int piece = FramePacker.PIECE_BYTES;
    int[] sizes = {0, 1, 100, piece - 41, piece - 40, piece - 39, piece - 20, piece, 3 * piece, 0};
    for (int size : sizes) {
      offer(Frames.random(random, size), expected);
    }
    for (int i = 0; i < 300; i++) {
      offer(Frames.random(random, random.nextInt(4000)), expected);
    }
    writer.flush();
    assertThat(tap.allWritten()).isEqualTo(Frames.joined(expected));
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
      assertThat(tap.allWritten()).as("%d", first).isEqualTo(Frames.bytes(frame));
    }
  }

  @Test
  void shouldWriteABigFrameInPieces() {
    Frame frame = Frames.random(random, 1_000_000);
    writer.offer(frame);
    writer.flush();
    List<byte[]> pieces = tap.written();
    assertThat(pieces).hasSize(8).allMatch(piece -> piece.length <= FramePacker.PIECE_BYTES);
    assertThat(Frames.joined(pieces)).isEqualTo(Frames.bytes(frame));
  }

  @Test
  void shouldPutManySmallFramesIntoOneWrite() {
    for (int i = 0; i < 2_000; i++) {
      writer.offer(Frames.random(random, 30));
    }
    writer.flush();
    assertThat(tap.written()).singleElement().matches(piece -> piece.length == 100_000);
  }

  @Test
  void shouldWaitWithAllElseWhileTheSocketTakesNothing() {
    tap.room = 0;
    List<byte[]> expected = new ArrayList<>();
    offer(Frames.random(random, 10_000_000), expected);
    writer.flush();
    assertThat(tap.full).isEqualTo(1);
    assertThat(counters.framesOut()).isEqualTo(1);

    offer(Frames.random(random, 10), expected);
    writer.flush();
    open(Long.MAX_VALUE);
    assertThat(tap.allWritten()).isEqualTo(Frames.joined(expected));
  }

  @Test
  void shouldLoseNothingThatWasOfferedBeforeTheChannelWasThere() {
    FrameSender early = new FrameSender(new FrameCounters(), tap);
    Frame frame = Frames.random(random, 10);
    early.offer(frame);
    early.flush();
    assertThat(tap.pieces).isEmpty();
    early.resume();
    assertThat(tap.allWritten()).isEqualTo(Frames.bytes(frame));
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
    assertThat(tap.allWritten()).isEqualTo(Frames.joined(expected));
    assertThat(tap.closed).isTrue();
    assertThat(counters.framesOut()).isEqualTo(3);
    assertThat(counters.bytesOut()).isEqualTo(Frames.joined(expected).length);
  }

  @Test
  void shouldKeepItsFarewellUntilTheSocketHasTakenTheRest() {
    tap.room = 0;
    List<byte[]> expected = new ArrayList<>();
    offer(Frames.random(random, 3_000_000), expected);
    Frame farewell = Frames.random(random, 32);
    expected.add(Frames.bytes(farewell));
    writer.finish(() -> farewell);
    assertThat(tap.closed).isFalse();
    assertThat(counters.framesOut()).isEqualTo(1);
    open(Long.MAX_VALUE);
    assertThat(tap.allWritten()).isEqualTo(Frames.joined(expected));
    assertThat(tap.closed).isTrue();
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
    assertThat(tap.allWritten()).isEqualTo(Frames.bytes(farewell));
    assertThat(counters.framesOut()).isEqualTo(1);
  }

  @Test
  void shouldSayItsFarewellAlsoWhenItWasToldBeforeTheChannelWasThere() {
    FrameSender early = new FrameSender(new FrameCounters(), tap);
    Frame farewell = Frames.random(random, 32);
    early.finish(() -> farewell);
    assertThat(tap.pieces).isEmpty();
    early.resume();
    assertThat(tap.allWritten()).isEqualTo(Frames.bytes(farewell));
    assertThat(tap.closed).isTrue();
  }

  @Test
  void shouldLetGoOfFramesThatAreOfferedWhenTheChannelHasEnded() {
    writer.end();
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
    tap.room = 0;
    writer.offer(Frames.random(random, 10_000_000));
    writer.flush();
    writer.end();
    open(Long.MAX_VALUE);
    assertThat(tap.allWritten()).isEmpty();
    assertThat(counters.framesOut()).isEqualTo(1);
  }

  @Test
  void shouldWriteTheSameBytesHoweverFewTheSocketTakesAtATime() {
    List<byte[]> expected = new ArrayList<>();
    tap.room = 0;
    for (int size : new int[] {0, 300, 20, 200_000, 5}) {
      offer(Frames.random(random, size), expected);
    }
    writer.flush();
    byte[] all = Frames.joined(expected);
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    while (written.size() < all.length) {
      open(1 + random.nextInt(random.nextBoolean() ? 3 : 50_000));
      written.writeBytes(tap.allWritten());
    }
    assertThat(written.toByteArray()).isEqualTo(all);
  }

  @Test
  void shouldDropAllAndSaySoWhenNothingCanBeWrittenAnyMore() {
    tap.room = -1;
    writer.offer(Frames.random(random, 10));
    writer.flush();
    assertThat(tap.problem).isInstanceOf(IOException.class).hasMessage("staged");
    tap.room = Long.MAX_VALUE;
    writer.offer(Frames.random(random, 10));
    writer.finish(() -> Frames.random(random, 10));
    assertThat(tap.allWritten()).isEmpty();
    assertThat(tap.closed).isFalse();
  }

  @Test
  void shouldTakeWhatIsOfferedByTheOutletItself() {
    List<byte[]> written = new ArrayList<>();
    FrameSender[] own = new FrameSender[1];
    Frame answer = Frames.random(random, 10);
    own[0] =
        new FrameSender(
            counters,
            new Outlet() {
              @Override
              public void write(ByteBuffer bytes) {
                if (written.isEmpty()) {
                  own[0].offer(answer);
                  own[0].flush();
                }
                byte[] taken = new byte[bytes.remaining()];
                bytes.get(taken);
                written.add(taken);
              }

              @Override
              public void full(ByteBuffer rest) {}

              @Override
              public void close() {}

              @Override
              public void broken(Throwable cause) {}
            });
    Frame first = Frames.random(random, 20);
    own[0].offer(first);
    own[0].resume();
    assertThat(written).containsExactly(Frames.bytes(first), Frames.bytes(answer));
  }

  private void offer(Frame frame, List<byte[]> expected) {
    writer.offer(frame);
    expected.add(Frames.bytes(frame));
  }
}
