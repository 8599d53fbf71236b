package io.processpool.wire;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.processpool.codec.MessageDecoder;
import io.processpool.frame.Frame;
import io.processpool.frame.FrameCounters;
import io.processpool.frame.FrameDecoder;
import io.processpool.frame.FrameException;
import io.processpool.message.MessageType;
import io.processpool.message.PayloadBlock;
import io.processpool.payload.BlockDecoder;
import io.processpool.payload.ClassFilter;
import io.processpool.payload.PayloadSettings;
import io.processpool.payload.UnreadableException;
import java.util.Arrays;
import java.util.List;

/**
 * The four layers that bytes from a socket pass, each as a function of bytes that returns or throws
 * what is wrong with it. Jazzer calls {@link #fuzzerTestOneInput}; the layer is the property {@code
 * fuzz.layer}.
 */
public enum FuzzedLayers {
  /** Bytes to frames. */
  FRAMING {
    @Override
    void read(byte[] bytes) {
      FrameDecoder decoder = new FrameDecoder(new FrameCounters());
      decoder.authenticated();
      EmbeddedChannel channel = new EmbeddedChannel(decoder);
      try {
        int half = bytes.length / 2;
        channel.writeInbound(Unpooled.wrappedBuffer(bytes, 0, half));
        channel.writeInbound(Unpooled.wrappedBuffer(bytes, half, bytes.length - half));
      } catch (FrameException e) {
        // As it should.
      } finally {
        channel.finishAndReleaseAll();
      }
    }
  },
  /** A stranger's bytes; the first says at which point of the handshake. */
  HANDSHAKE {
    @Override
    void read(byte[] bytes) {
      FuzzedEnd[] ends = {
        FuzzedEnd.STRANGER, FuzzedEnd.CHALLENGED, FuzzedEnd.CONNECTED, FuzzedEnd.PROVEN
      };
      int which = bytes.length == 0 ? 0 : (bytes[0] & 0xFF) % ends.length;
      FuzzedEnd.Findings findings = new FuzzedEnd.Findings();
      EmbeddedChannel channel = ends[which].open(findings);
      channel.writeInbound(Unpooled.wrappedBuffer(bytes, 1, Math.max(0, bytes.length - 1)));
      channel.finishAndReleaseAll();
      findings.wrong.forEach(
          wrong -> {
            throw new AssertionError(wrong);
          });
    }
  },
  /** A frame's body; the first bytes are its type and flags. */
  ENVELOPE {
    @Override
    void read(byte[] bytes) {
      int type = bytes.length == 0 ? 1 : 1 + (bytes[0] & 0xFF) % MessageType.values().length;
      int flags = bytes.length < 2 ? 0 : bytes[1] & 1;
      byte[] body = Arrays.copyOfRange(bytes, Math.min(2, bytes.length), bytes.length);
      boolean ofJob = type >= 7 && type <= 11;
      boolean ofLease = type == 8 || type == 9;
      try {
        MessageDecoder.decode(Frame.whole(type, flags, ofJob ? 1 : 0, ofLease ? 1 : 0, body));
      } catch (FrameException e) {
        // As it should.
      }
    }
  },
  /** A user's object. */
  PAYLOAD {
    @Override
    void read(byte[] bytes) {
      BlockDecoder decoder = new BlockDecoder(SETTINGS);
      try {
        decoder.decode(new PayloadBlock(NAMES, new int[] {bytes.length}, bytes), 0);
      } catch (UnreadableException e) {
        // As it should.
      }
    }
  };

  /** What the bytes of a payload can name. */
  static final List<String> NAMES =
      List.of(
          Sample.class.getName(),
          "java.util.concurrent.TimeUnit",
          "java.util.Random",
          "[Ljava.lang.Integer;",
          "java.lang.IllegalStateException",
          "java.util.Stack",
          FuzzedLayers.class.getName(),
          "java.util.Comparator");

  private static final PayloadSettings SETTINGS =
      PayloadSettings.defaults(FuzzedLayers.class.getClassLoader())
          .withMaxValueBytes(1 << 20)
          .withClasses(ClassFilter.allowOnly(FuzzedLayers.class.getPackageName() + "."));

  /** A user's class. */
  record Sample(int number, double[] numbers, List<Object> parts) {}

  abstract void read(byte[] bytes);

  /** Called by Jazzer. */
  public static void fuzzerTestOneInput(byte[] bytes) {
    valueOf(System.getProperty("fuzz.layer")).read(bytes);
  }
}
