package io.processpool.wire;

import io.processpool.codec.MessageDecoder;
import io.processpool.frame.Frame;
import io.processpool.frame.FrameAssembler;
import io.processpool.frame.FrameCounters;
import io.processpool.frame.FrameException;
import io.processpool.message.MessageType;
import io.processpool.message.PayloadBlock;
import io.processpool.payload.BlockDecoder;
import io.processpool.payload.ClassFilter;
import io.processpool.payload.PayloadSettings;
import io.processpool.payload.UnreadableException;
import java.nio.ByteBuffer;
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
      FrameAssembler assembler = new FrameAssembler(new FrameCounters());
      assembler.authenticated();
      try {
        int half = bytes.length / 2;
        drain(assembler, ByteBuffer.wrap(bytes, 0, half));
        drain(assembler, ByteBuffer.wrap(bytes, half, bytes.length - half));
      } catch (FrameException e) {
        // As it should.
      }
    }

    private static void drain(FrameAssembler assembler, ByteBuffer in) {
      Frame frame = assembler.next(in);
      while (frame != null) {
        frame = assembler.next(in);
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
      FuzzedEnd.OpenEnd end = ends[which].open(findings);
      end.reads(Arrays.copyOfRange(bytes, Math.min(1, bytes.length), bytes.length));
      end.close();
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
