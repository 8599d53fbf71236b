package io.processpool.frame;

import java.io.ByteArrayOutputStream;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
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
  public static ByteBuffer direct(byte[] bytes, int from, int to) {
    return ByteBuffer.allocateDirect(to - from).put(bytes, from, to - from).flip();
  }

  static ByteBuffer direct(byte[] bytes) {
    return direct(bytes, 0, bytes.length);
  }

  static byte[] joined(List<byte[]> pieces) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    pieces.forEach(all::writeBytes);
    return all.toByteArray();
  }

  /** How many bytes this thread has allocated on the heap so far. */
  public static long allocated() {
    return THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
  }
}
