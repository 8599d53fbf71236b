package io.processpool.payload;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Small numbers and short text, without Kryo: the same bytes at a fraction of the cost. They have
 * neither classes to look up nor references, and no code of the user runs.
 */
final class PlainValues {

  /** Stands for a value that is not plain. */
  static final Object OTHER = new Object();

  private static final int NULL = 0;

  // Constants here, so that whoever meets nothing else never loads the table of all kinds.
  static final int INTEGER = 5;
  static final int LONG = 6;
  static final int DOUBLE = 8;
  static final int STRING = 9;

  /** Whoever writes a longer text may have to grow for it, and to tell of it. */
  private static final int LONGEST_TEXT = 64;

  /** No value takes more, its kind and its length included. */
  static final int MOST_BYTES = LONGEST_TEXT + 2;

  /** No number takes more, its kind included. */
  static final int NUMBER_BYTES = 10;

  private static final int MOST_INT_BYTES = 5;
  private static final int MOST_LONG_BYTES = 8;

  /** Linked when the first such number is read. */
  private static final class LittleEndian {
    static final VarHandle LONGS =
        MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  }

  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  /** The bit of each byte of a number that says whether it is not the last one. */
  private static final int MORE_FOLLOWS = 0x80808080;

  private static final int BUT_THE_LAST = 0x00FFFFFF;

  private PlainValues() {}

  /** Writes the value if it is plain. */
  static boolean write(PayloadOutput out, @Nullable Object value) {
    if (value instanceof String text && text.length() <= LONGEST_TEXT) {
      out.writeByte(STRING);
      out.writeString(text);
      return true;
    }
    return writeNumber(out, value);
  }

  /** Writes the value if it is a plain number, or none. */
  static boolean writeNumber(PayloadOutput out, @Nullable Object value) {
    if (value instanceof Integer number) {
      out.writeByte(INTEGER);
      out.writeVarInt(number, false);
    } else if (value instanceof Long number) {
      out.writeByte(LONG);
      out.writeVarLong(number, false);
    } else if (value instanceof Double number) {
      out.writeByte(DOUBLE);
      out.writeLong(Double.doubleToRawLongBits(number));
    } else if (value == null) {
      out.writeByte(NULL);
    } else {
      return false;
    }
    return true;
  }

  /**
   * Reads the value between two places of the bytes if it is plain and whole; {@link #OTHER} if
   * not, and then the long way tells what is wrong with it.
   */
  static @Nullable Object read(byte[] bytes, int start, int end) {
    if (start >= end) {
      return OTHER;
    }
    int kind = bytes[start];
    int at = start + 1;
    if (kind == INTEGER) {
      return readInteger(bytes, at, end);
    }
    if (kind == STRING) {
      return readText(bytes, at, end);
    }
    if (kind == LONG) {
      return readLong(bytes, at, end);
    }
    if (kind == DOUBLE && end - at == Long.BYTES) {
      return Double.longBitsToDouble((long) LittleEndian.LONGS.get(bytes, at));
    }
    return kind == NULL && at == end ? null : OTHER;
  }

  private static Object readInteger(byte[] bytes, int start, int end) {
    int length = end - start;
    return length > 0 && length <= Integer.BYTES && bytes.length - start >= Integer.BYTES
        ? readShort(bytes, start, length)
        : readIntegerSlowly(bytes, start, end);
  }

  /** A number of up to four bytes, all at once: how many they are differs from item to item. */
  private static Object readShort(byte[] bytes, int start, int length) {
    int unused = Integer.SIZE - length * Byte.SIZE;
    int parts = (int) INTS.get(bytes, start) << unused;
    if ((parts & MORE_FOLLOWS) != (MORE_FOLLOWS << unused & BUT_THE_LAST)) {
      return OTHER;
    }
    parts >>>= unused;
    int zigzag =
        (parts & 0x7F)
            | (parts >>> 1 & 0x7F << 7)
            | (parts >>> 2 & 0x7F << 14)
            | (parts >>> 3 & 0x7F << 21);
    return (zigzag >>> 1) ^ -(zigzag & 1);
  }

  private static Object readIntegerSlowly(byte[] bytes, int start, int end) {
    if (end - start > MOST_INT_BYTES) {
      return OTHER;
    }
    int zigzag = 0;
    int shift = 0;
    for (int at = start; at < end; at++) {
      byte part = bytes[at];
      zigzag |= (part & 0x7F) << shift;
      if (part >= 0) {
        return at == end - 1 ? (zigzag >>> 1) ^ -(zigzag & 1) : OTHER;
      }
      shift += 7;
    }
    return OTHER;
  }

  private static Object readLong(byte[] bytes, int start, int end) {
    if (end - start > MOST_LONG_BYTES) {
      return OTHER;
    }
    long zigzag = 0;
    int shift = 0;
    for (int at = start; at < end; at++) {
      byte part = bytes[at];
      zigzag |= (part & 0x7FL) << shift;
      if (part >= 0) {
        return at == end - 1 ? (zigzag >>> 1) ^ -(zigzag & 1) : OTHER;
      }
      shift += 7;
    }
    return OTHER;
  }

  /** Its header is twice its length, and odd where it is no Latin-1. */
  private static Object readText(byte[] bytes, int start, int end) {
    int length = end - start - 1;
    return length >= 0 && length < LONGEST_TEXT && bytes[start] == length << 1
        ? new String(bytes, start + 1, length, StandardCharsets.ISO_8859_1)
        : OTHER;
  }
}
