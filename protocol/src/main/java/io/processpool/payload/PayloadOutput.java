package io.processpool.payload;

import com.esotericsoftware.kryo.kryo5.io.Output;
import io.processpool.bulk.Bulk;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A growing buffer that knows where the current value began and how long it may become. */
final class PayloadOutput extends Output {

  private static final int FIRST_BYTES = 512;

  // Smaller blocks are copied tight and the buffer stays; larger ones take the buffer with them.
  private static final int HAND_OVER_BYTES = 1 << 20;

  private final int maxValueBytes;
  private final int maxBlockBytes;
  private final BulkOutput bulk = new BulkOutput();
  private int valueStart;
  private long valueBulkStart;
  private List<LargePart> largeParts = List.of();

  PayloadOutput(int maxValueBytes) {
    this(maxValueBytes, PayloadSettings.GREATEST_VALUE_BYTES);
  }

  PayloadOutput(int maxValueBytes, int maxBlockBytes) {
    super(FIRST_BYTES, -1);
    this.maxValueBytes = maxValueBytes;
    this.maxBlockBytes = maxBlockBytes;
  }

  /** Marks the place where the next value begins. */
  void beginValue() {
    valueStart = position;
    valueBulkStart = bulk.end();
  }

  /** Whether a value of so many bytes is within its limit, and within the buffer as it is. */
  boolean hasRoom(int bytes) {
    return capacity - position >= bytes && bytes <= maxValueBytes;
  }

  /** Refuses a value that outgrew its limit inside a buffer that still had room. */
  void endValue() {
    checkValue(position);
  }

  /** The bytes of this block so far, wherever they lie. */
  long written() {
    return position + bulk.end();
  }

  /** Where large arrays go. */
  BulkOutput bulk() {
    return bulk;
  }

  /**
   * An object, with all in it, was written.
   *
   * @param start where it begins
   * @param before what {@link #written} told then
   */
  void wrote(@Nullable Object object, int start, long before) {
    long bytes = written() - before;
    if (bytes >= LargePart.LEAST_BYTES && object != null) {
      if (largeParts.isEmpty()) {
        largeParts = new ArrayList<>();
      }
      largeParts.add(new LargePart(start, position, bytes, object.getClass().getTypeName()));
    }
  }

  /** The large objects written so far, those inside of one before it. */
  List<LargePart> largeParts() {
    return List.copyOf(largeParts);
  }

  /** Takes back what was written from there on. */
  void truncate(int start) {
    setPosition(start);
    bulk.truncate(valueBulkStart);
    if (!largeParts.isEmpty()) {
      largeParts.removeIf(part -> part.end() > start);
    }
  }

  /** Gives the bytes away and starts anew. */
  byte[] handOver() {
    largeParts = List.of();
    byte[] bytes;
    if (position >= HAND_OVER_BYTES && position >= capacity / 2) {
      bytes = buffer;
      buffer = new byte[FIRST_BYTES];
    } else {
      bytes = Arrays.copyOf(buffer, position);
      if (capacity > HAND_OVER_BYTES) {
        buffer = new byte[FIRST_BYTES];
      }
    }
    capacity = buffer.length;
    position = 0;
    valueStart = 0;
    return bytes;
  }

  @Override
  protected boolean require(int required) {
    if (capacity - position >= required) {
      return false;
    }
    grow(required);
    return true;
  }

  /** Makes room for a known number of bytes at once, so that a large array is copied once. */
  private void reserve(long required) {
    long end = position + required;
    if (end > capacity) {
      grow(required);
    }
  }

  private void grow(long required) {
    long end = position + required;
    checkValue(end);
    if (end > maxBlockBytes) {
      throw new Refused("", Reason.blockFull(end, maxBlockBytes));
    }
    long wanted = Math.max(end, capacity + (capacity >> 1));
    buffer = Arrays.copyOf(buffer, (int) Math.min(wanted, maxBlockBytes));
    capacity = buffer.length; // last, as memory may be short
  }

  private void checkValue(long end) {
    long bytes = end - valueStart + bulk.end() - valueBulkStart;
    if (bytes > maxValueBytes) {
      throw new Refused("", Reason.tooLarge(bytes, maxValueBytes));
    }
  }

  /** Writes the count of an array and its elements; large ones lie beside the value. */
  void elements(int count, int bytesEach, ArrayPart part) {
    writeVarInt(count, true);
    long bytes = (long) count * bytesEach;
    if (bytes >= Bulk.LEAST_BYTES) {
      checkValue(position + bytes);
      boolean beside = bulk.write(count, bytesEach, part);
      writeByte(beside ? 1 : 0);
      if (beside) {
        writeInt(bulk.checksum()); // equal arrays look equal to whoever compares values
        return;
      }
    }
    part.copy(bulk(bytes), 0, count);
  }

  /** Where a bulk copy of so many bytes goes; the position moves behind them. */
  ByteBuffer bulk(long bytes) {
    reserve(bytes);
    ByteBuffer view =
        ByteBuffer.wrap(buffer, position, (int) bytes).slice().order(ByteOrder.LITTLE_ENDIAN);
    position += (int) bytes;
    return view;
  }

  /** Length and width first, then Latin-1 bytes or UTF-16 units: single surrogates survive. */
  @Override
  public void writeString(@Nullable String value) {
    if (value == null) {
      throw new IllegalArgumentException("value is null");
    }
    int length = value.length();
    boolean wide = isWide(value);
    writeVarLong(((long) length << 1) | (wide ? 1 : 0), true);
    if (wide) {
      bulk(2L * length).asCharBuffer().put(value);
      return;
    }
    reserve(length);
    latin(value, length);
    position += length;
  }

  @SuppressWarnings("deprecation") // the only copy of low bytes without a temporary array
  private void latin(String value, int length) {
    value.getBytes(0, length, buffer, position);
  }

  private static boolean isWide(String value) {
    int length = value.length();
    for (int i = 0; i < length; i++) {
      if (value.charAt(i) > 0xFF) {
        return true;
      }
    }
    return false;
  }
}
