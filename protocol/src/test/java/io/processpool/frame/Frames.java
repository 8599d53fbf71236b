package io.processpool.frame;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Frames and their bytes, put together without the classes under test. */
public final class Frames {

  private static final com.sun.management.ThreadMXBean THREADS =
      (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

  private Frames() {}

  /** A header as docs/protocol.md draws it. */
  public static byte[] header(int magic, int type, int length) {
    return ByteBuffer.allocate(20)
        .putShort((short) magic)
        .put((byte) type)
        .put((byte) 0)
        .putInt(length)
        .array();
  }

  /** The bytes of a frame on the socket. */
  public static byte[] bytes(Frame frame) {
    return ByteBuffer.allocate((int) frame.wireBytes())
        .putShort((short) 0x5050)
        .put((byte) frame.type())
        .put((byte) frame.flags())
        .putInt((int) frame.bodyBytes())
        .putInt(frame.job())
        .putLong(frame.lease())
        .put(body(frame))
        .array();
  }

  /** Both parts of the body. */
  public static byte[] body(Frame frame) {
    return ByteBuffer.allocate((int) frame.bodyBytes())
        .put(frame.body())
        .put(frame.tail(), frame.tailOffset(), frame.tailLength())
        .array();
  }

  /** A frame with a body that no other has. */
  public static Frame random(Random random, int bodyBytes) {
    return Frame.whole(
        1 + random.nextInt(13),
        random.nextInt(256),
        random.nextInt(),
        random.nextLong(),
        randomBytes(random, bodyBytes));
  }

  static byte[] randomBytes(Random random, int count) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }

  /** Memory as a socket hands it over. */
  public static ByteBuf pooled(byte[] bytes, int from, int to) {
    return PooledByteBufAllocator.DEFAULT
        .directBuffer(Math.max(1, to - from))
        .writeBytes(bytes, from, to - from);
  }

  static ByteBuf pooled(byte[] bytes) {
    return pooled(bytes, 0, bytes.length);
  }

  /** Each buffer that was written, and released here. */
  static List<byte[]> written(EmbeddedChannel channel) {
    List<byte[]> pieces = new ArrayList<>();
    for (ByteBuf piece = channel.readOutbound(); piece != null; piece = channel.readOutbound()) {
      pieces.add(ByteBufUtil.getBytes(piece));
      piece.release();
    }
    return pieces;
  }

  /** All that was written. */
  public static byte[] allWritten(EmbeddedChannel channel) {
    return joined(written(channel));
  }

  static byte[] joined(List<byte[]> pieces) {
    return ByteBufUtil.getBytes(Unpooled.wrappedBuffer(pieces.toArray(byte[][]::new)));
  }

  /** How many bytes this thread has allocated on the heap so far. */
  public static long allocated() {
    return THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
  }
}
