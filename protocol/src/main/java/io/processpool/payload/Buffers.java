package io.processpool.payload;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** What remains in a byte buffer, on the heap afterwards: position 0, order and access kept. */
final class Buffers {

  static final Leaf<ByteBuffer> COPY = new Leaf<>(Buffers::put, Buffers::take);

  private static final int BIG_ENDIAN = 1;
  private static final int READ_ONLY = 2;

  private Buffers() {}

  private static void put(PayloadOutput out, ByteBuffer buffer) {
    int flags = buffer.order() == ByteOrder.BIG_ENDIAN ? BIG_ENDIAN : 0;
    out.writeByte(flags | (buffer.isReadOnly() ? READ_ONLY : 0));
    int start = buffer.position();
    out.elements(
        buffer.remaining(),
        1,
        (bytes, from, count) ->
            bytes.put(buffer.duplicate().position(start + from).limit(start + from + count)));
  }

  private static ByteBuffer take(PayloadInput in) {
    int flags = in.readByte();
    ByteBuffer buffer = ByteBuffer.wrap(BulkArrays.takeBytes(in));
    if ((flags & READ_ONLY) != 0) {
      buffer = buffer.asReadOnlyBuffer();
    }
    return buffer.order((flags & BIG_ENDIAN) != 0 ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
  }
}
