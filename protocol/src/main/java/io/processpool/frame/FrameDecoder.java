package io.processpool.frame;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Cuts the bytes of a socket into frames. A header is checked before a byte of the body is
 * allocated, and a large body grows as its bytes arrive, so a lying length costs nothing. After the
 * first strange header it throws once and drops all that follows; whoever catches closes the
 * channel.
 */
public final class FrameDecoder extends ChannelInboundHandlerAdapter {

  /** A body up to this size is allocated at once. */
  private static final int TRUSTED_BYTES = 1 << 20;

  private static final int MAX_TYPE = 16;

  /** How many bytes behind a strange header are shown. */
  private static final int BYTES_AFTER = 32;

  private final FrameCounters counters;
  private final FrameRecorder recorder = new FrameRecorder();
  private final ByteBuf header =
      Unpooled.buffer(FrameLayout.HEADER_BYTES, FrameLayout.HEADER_BYTES);

  private int maxBodyBytes = FrameLayout.HANDSHAKE_BODY_BYTES;
  private byte @Nullable [] body;
  private int bodyFilled;
  private int bodyLength;
  private boolean desynchronized;

  /** Decodes with the small limit of the handshake. */
  public FrameDecoder(FrameCounters counters) {
    this.counters = counters;
  }

  /** Lifts the limit once the peer has proven who it is. On the event loop. */
  public void authenticated() {
    maxBodyBytes = FrameLayout.MAX_BODY_BYTES;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    ByteBuf in = (ByteBuf) message;
    try {
      if (!desynchronized) {
        decodeRecorded(context, in);
      }
    } finally {
      ReferenceCountUtil.release(in);
    }
  }

  private void decodeRecorded(ChannelHandlerContext context, ByteBuf in) {
    int start = in.readerIndex();
    desynchronized = true; // whatever is thrown, out of memory included, leaves it so
    try {
      decode(context, in);
      desynchronized = false;
      recorder.record(in, start, in.writerIndex());
    } catch (FrameException e) {
      int seen = Math.min(in.writerIndex(), in.readerIndex() + BYTES_AFTER);
      recorder.record(in, start, seen);
      throw new FrameException(e.getMessage() + "; " + recorder.dump(), e);
    } finally {
      if (desynchronized) {
        body = null;
      }
    }
  }

  private void decode(ChannelHandlerContext context, ByteBuf in) {
    while (in.isReadable()) {
      byte[] target = body;
      if (target == null) {
        target = readHeader(in);
      }
      if (target != null) {
        target = fillBody(target, in);
        if (bodyFilled == bodyLength) {
          body = null;
          context.fireChannelRead(finish(target));
        }
      }
    }
  }

  /** The fresh body if the header is complete. */
  private byte @Nullable [] readHeader(ByteBuf in) {
    in.readBytes(header, Math.min(in.readableBytes(), header.writableBytes()));
    if (header.isWritable()) {
      return null;
    }
    int magic = header.getUnsignedShort(0);
    if (magic != FrameLayout.MAGIC) {
      throw new FrameException(
          "frame magic 0x%04x (expected: 0x%04x)".formatted(magic, FrameLayout.MAGIC));
    }
    int type = header.getUnsignedByte(FrameLayout.TYPE_OFFSET);
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
    body = new byte[Math.min(length, TRUSTED_BYTES)];
    return body;
  }

  private byte[] fillBody(byte[] target, ByteBuf in) {
    byte[] current = target;
    while (bodyFilled < bodyLength && in.isReadable()) {
      if (bodyFilled == current.length) {
        current = Arrays.copyOf(current, (int) Math.min(bodyLength, current.length * 4L));
        body = current;
      }
      int bytes = Math.min(in.readableBytes(), current.length - bodyFilled);
      in.readBytes(current, bodyFilled, bytes);
      bodyFilled += bytes;
    }
    return current;
  }

  private Frame finish(byte[] target) {
    Frame frame =
        Frame.whole(
            header.getUnsignedByte(FrameLayout.TYPE_OFFSET),
            header.getUnsignedByte(FrameLayout.FLAGS_OFFSET),
            header.getInt(FrameLayout.JOB_OFFSET),
            header.getLong(FrameLayout.LEASE_OFFSET),
            target);
    header.clear();
    counters.received(frame.wireBytes());
    return frame;
  }
}
