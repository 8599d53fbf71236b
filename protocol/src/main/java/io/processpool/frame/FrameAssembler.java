package io.processpool.frame;

import java.nio.ByteBuffer;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Puts frames together from the bytes of a socket. A header is checked before a byte of the body is
 * allocated, and a large body grows as its bytes arrive, so a lying length costs nothing. After the
 * first strange header it throws once and drops all that follows; whoever catches closes the
 * connection. Confined to the thread that reads.
 */
public final class FrameAssembler {

  /** A body up to this size is allocated at once. */
  private static final int TRUSTED_BYTES = 1 << 20;

  private static final int MAX_TYPE = 16;

  /** How many bytes behind a strange header are shown. */
  private static final int BYTES_AFTER = 32;

  private final FrameCounters counters;
  private final IntFunction<byte[]> bodies;
  private final FrameRecorder recorder = new FrameRecorder();
  private final ByteBuffer header = ByteBuffer.allocate(FrameLayout.HEADER_BYTES);

  private int maxBodyBytes = FrameLayout.HANDSHAKE_BODY_BYTES;
  private byte @Nullable [] body;
  private int bodyFilled;
  private int bodyLength;
  private boolean desynchronized;

  /** Begins with the small limit of the handshake. */
  public FrameAssembler(FrameCounters counters) {
    this(counters, byte[]::new);
  }

  /**
   * Begins with the small limit of the handshake.
   *
   * @param bodies allocates
   */
  FrameAssembler(FrameCounters counters, IntFunction<byte[]> bodies) {
    this.counters = counters;
    this.bodies = bodies;
  }

  /** Lifts the limit once the peer has proven who it is. */
  public void authenticated() {
    maxBodyBytes = FrameLayout.MAX_BODY_BYTES;
  }

  /**
   * The next frame.
   *
   * @param in read as far as the frame goes, or to its end
   * @return nothing if the frame is not complete yet
   * @throws FrameException if these bytes are no frame
   */
  public @Nullable Frame next(ByteBuffer in) {
    if (desynchronized) {
      in.position(in.limit());
      return null;
    }
    int start = in.position();
    desynchronized = true; // whatever is thrown, out of memory included, leaves it so
    try {
      Frame frame = assemble(in);
      desynchronized = false;
      recorder.record(in, start, in.position());
      return frame;
    } catch (FrameException e) {
      recorder.record(in, start, Math.min(in.limit(), in.position() + BYTES_AFTER));
      throw new FrameException(e.getMessage() + "; " + recorder.dump(), e);
    } finally {
      if (desynchronized) {
        body = null;
      }
    }
  }

  private @Nullable Frame assemble(ByteBuffer in) {
    byte[] target = body;
    if (target == null) {
      target = readHeader(in);
    }
    if (target == null) {
      return null;
    }
    target = fillBody(target, in);
    if (bodyFilled < bodyLength) {
      return null;
    }
    body = null;
    return finish(target);
  }

  /** The fresh body if the header is complete. */
  private byte @Nullable [] readHeader(ByteBuffer in) {
    int bytes = Math.min(in.remaining(), header.remaining());
    header.put(header.position(), in, in.position(), bytes).position(header.position() + bytes);
    in.position(in.position() + bytes);
    if (header.hasRemaining()) {
      return null;
    }
    int magic = Short.toUnsignedInt(header.getShort(0));
    if (magic != FrameLayout.MAGIC) {
      throw new FrameException(
          "frame magic 0x%04x (expected: 0x%04x)".formatted(magic, FrameLayout.MAGIC));
    }
    int type = Byte.toUnsignedInt(header.get(FrameLayout.TYPE_OFFSET));
    if (type < 1 || type > MAX_TYPE) {
      throw new FrameException("frame type " + type + " (expected: 1 to " + MAX_TYPE + ")");
    }
    int length = header.getInt(FrameLayout.LENGTH_OFFSET);
    if (length < 0 || length > maxBodyBytes) {
      throw new FrameException(
          "frame length "
              + Integer.toUnsignedString(length)
              + " (expected: 0 to "
              + maxBodyBytes
              + ")");
    }
    bodyLength = length;
    bodyFilled = 0;
    body = bodies.apply(Math.min(length, TRUSTED_BYTES));
    return body;
  }

  private byte[] fillBody(byte[] target, ByteBuffer in) {
    byte[] current = target;
    while (bodyFilled < bodyLength && in.hasRemaining()) {
      if (bodyFilled == current.length) {
        byte[] larger = bodies.apply((int) Math.min(bodyLength, current.length * 4L));
        System.arraycopy(current, 0, larger, 0, bodyFilled);
        current = larger;
        body = current;
      }
      int bytes = Math.min(in.remaining(), current.length - bodyFilled);
      in.get(current, bodyFilled, bytes);
      bodyFilled += bytes;
    }
    return current;
  }

  private Frame finish(byte[] target) {
    Frame frame =
        Frame.whole(
            Byte.toUnsignedInt(header.get(FrameLayout.TYPE_OFFSET)),
            Byte.toUnsignedInt(header.get(FrameLayout.FLAGS_OFFSET)),
            header.getInt(FrameLayout.JOB_OFFSET),
            header.getLong(FrameLayout.LEASE_OFFSET),
            target);
    header.clear();
    counters.received(frame.wireBytes());
    return frame;
  }
}
