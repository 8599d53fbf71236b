package io.processpool.frame;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;

/** The last bytes read, for the log when they make no sense. Confined to the event loop. */
final class FrameRecorder {

  private static final int CAPACITY = 128;

  private final ByteBuf ring = Unpooled.buffer(2 * CAPACITY, 2 * CAPACITY);

  /** Takes the bytes between two indexes, at most the last of them. */
  void record(ByteBuf in, int from, int to) {
    int bytes = Math.min(to - from, CAPACITY);
    if (ring.writableBytes() < bytes) {
      ring.readerIndex(ring.writerIndex() - Math.min(CAPACITY, ring.writerIndex()));
      ring.discardReadBytes();
    }
    ring.writeBytes(in, to - bytes, bytes);
  }

  String dump() {
    int bytes = Math.min(ring.readableBytes(), CAPACITY);
    return "last "
        + bytes
        + " bytes read:\n"
        + ByteBufUtil.prettyHexDump(ring, ring.writerIndex() - bytes, bytes);
  }
}
