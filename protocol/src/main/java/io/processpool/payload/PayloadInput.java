package io.processpool.payload;

import com.esotericsoftware.kryo.kryo5.io.Input;
import io.processpool.bulk.Bulk;
import io.processpool.message.PayloadBlock;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * The bytes of one value. Every declared count claims the bytes its elements need at least; since
 * no byte belongs to two containers, the claims of a whole value never exceed its length. That
 * bounds what all nested containers together may allocate, not only each of them.
 */
final class PayloadInput extends Input {

  private static final byte[] NONE = {};

  // For memory that no count in the stream speaks of: an enum map, however empty, has a place for
  // every constant of its enum.
  private static final long ROOM_AT_LEAST = 16 << 20;
  private static final int ROOM_PER_BYTE = 64;

  private final BulkInput bulk = new BulkInput();
  private boolean beside;
  private long unclaimed;
  private long room;

  PayloadInput() {
    super(NONE);
  }

  void open(PayloadBlock block, int index) {
    int length = block.length(index);
    setBuffer(block.bytes(), block.start(index), length);
    bulk.open(block.bulk(), index);
    unclaimed = length;
    room = ROOM_AT_LEAST + (long) ROOM_PER_BYTE * length;
  }

  /** Lets the block go. */
  void release() {
    setBuffer(NONE, 0, 0);
    bulk.release();
  }

  /** Whether these two bytes come next. */
  boolean isAt(int first, int second) {
    return remaining() >= 2 && buffer[position] == first && buffer[position + 1] == second;
  }

  int remaining() {
    return limit - position;
  }

  /** What of the value was not read, wherever it lies. */
  long left() {
    return remaining() + bulk.remaining();
  }

  /** Reads the count of an array; {@link #elements} with that count has to follow. */
  int readElements(int bytesEach) {
    int count = readVarInt(true);
    long bytes = (long) count * bytesEach;
    beside = count > 0 && bytes >= Bulk.LEAST_BYTES && readByte() == 1;
    if (!beside) {
      claim(count, bytesEach);
      return count;
    }
    readInt();
    if (bytes > bulk.remaining()) {
      throw new Refused(
          "", Reason.damaged(count + " elements declared, " + bulk.remaining() + " B beside"));
    }
    return count;
  }

  /** Reads the elements themselves. */
  void elements(int count, int bytesEach, ArrayPart part) {
    if (beside) {
      bulk.read(count, bytesEach, part);
    } else {
      part.copy(bulk(count * bytesEach), 0, count);
    }
  }

  /** Reads a count of elements that take at least so many bytes each. */
  int readCount(int bytesEach) {
    int count = readVarInt(true);
    claim(count, bytesEach);
    return count;
  }

  private void claim(long count, int bytesEach) {
    long bytes = count * bytesEach;
    if (count < 0 || bytes > remaining() || bytes > unclaimed) {
      throw new Refused(
          "",
          Reason.damaged(
              count + " elements declared, " + Math.min(remaining(), unclaimed) + " B left"));
    }
    unclaimed -= bytes;
  }

  /** Before memory is taken that no count in the stream speaks of. */
  void takeRoom(long bytes) {
    room -= bytes;
    if (room < 0) {
      throw new Refused(
          "",
          Reason.damaged(
              "containers make room for more than "
                  + ROOM_PER_BYTE
                  + " times the "
                  + limit
                  + " B of the value"));
    }
  }

  /** The bytes of a primitive array whose count has been read with {@link #readCount}. */
  ByteBuffer bulk(int bytes) {
    require(bytes);
    ByteBuffer view =
        ByteBuffer.wrap(buffer, position, bytes).slice().order(ByteOrder.LITTLE_ENDIAN);
    position += bytes;
    return view;
  }

  @Override
  public String readString() {
    long header = readVarLong(true);
    boolean wide = (header & 1) == 1;
    long count = header >>> 1;
    if (count > Integer.MAX_VALUE) {
      count = -1;
    }
    claim(count, wide ? 2 : 1);
    int length = (int) count;
    if (wide) {
      char[] chars = new char[length];
      bulk(2 * length).asCharBuffer().get(chars);
      return new String(chars);
    }
    String text = new String(buffer, position, length, StandardCharsets.ISO_8859_1);
    position += length;
    return text;
  }

  // Kryo's own bulk reads allocate what the stream declares. Nothing here calls them; should a
  // serializer ever do so, it gets the same bounds.

  @Override
  public byte[] readBytes(int length) {
    claim(length, 1);
    return super.readBytes(length);
  }

  @Override
  public StringBuilder readStringBuilder() {
    return new StringBuilder(readString());
  }
}
