package io.processpool.codec;

import io.processpool.frame.FrameException;
import io.processpool.message.PayloadBlock;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the fields of a body. Every count is checked against the bytes that remain before anything
 * is allocated by it.
 */
final class BodyReader {

  /**
   * A body holds no more strings than this, because a string takes far more memory than its bytes
   * on the wire.
   */
  static final int MAX_STRINGS = 1 << 18;

  private static final int LAST_SHIFT = 63;

  private final byte[] body;
  private int position;
  private int strings;

  BodyReader(byte[] body) {
    this.body = body;
  }

  int u8() {
    return next() & 0xFF;
  }

  int i32() {
    return (int) fixed(4);
  }

  long i64() {
    return fixed(8);
  }

  long varint() {
    return nextIsSmall() ? body[position++] : longVarint(); // most are small
  }

  private long longVarint() {
    long value = 0;
    for (int shift = 0; shift < LAST_SHIFT; shift += 7) {
      byte b = next();
      value |= (long) (b & 0x7F) << shift;
      if (b >= 0) {
        return value;
      }
    }
    byte last = next();
    if (last < 0 || last > 1) {
      throw new FrameException("varint longer than 64 bits before offset " + position);
    }
    return value | (long) last << LAST_SHIFT;
  }

  /** A varint from 0 to the greatest {@code int}. */
  int natural(String what) {
    return (int) bounded(what, Integer.MAX_VALUE);
  }

  /** A varint of nanoseconds or another long number, not negative. */
  long nanos(String what) {
    return bounded(what, Long.MAX_VALUE);
  }

  /** Whether a varint of one byte follows. */
  private boolean nextIsSmall() {
    return position < body.length && body[position] >= 0;
  }

  /** A varint from 0 to {@code most}. */
  long bounded(String what, long most) {
    long value = varint();
    if (value < 0 || value > most) {
      throw new FrameException(
          what + ": " + Long.toUnsignedString(value) + " (expected: 0 to " + most + ")");
    }
    return value;
  }

  /** A count of things that take at least {@code eachBytes} each. */
  int count(String what, int eachBytes) {
    return require(what, varint(), eachBytes);
  }

  /** As {@link #count}, where the count was told before. */
  int require(String what, long value, int eachBytes) {
    long most = (long) remaining() / eachBytes;
    if (value < 0 || value > most) {
      throw new FrameException(
          what
              + ": "
              + Long.toUnsignedString(value)
              + " (expected: 0 to "
              + most
              + ", the body's"
              + " rest)");
    }
    return (int) value;
  }

  byte[] bytes(String what) {
    int length = count(what, 1);
    byte[] value = new byte[length];
    System.arraycopy(body, position, value, 0, length);
    position += length;
    return value;
  }

  String string(String what) {
    if (++strings > MAX_STRINGS) {
      throw new FrameException(
          "strings: more than " + MAX_STRINGS + " in one body, the last a " + what);
    }
    int length = count(what, 1);
    String value = new String(body, position, length, StandardCharsets.UTF_8);
    position += length;
    return value;
  }

  @Nullable String optionalString(String what) {
    return flag(what) ? string(what) : null;
  }

  boolean flag(String what) {
    int value = u8();
    if (value > 1) {
      throw new FrameException(what + ": flag " + value + " (expected: 0 or 1)");
    }
    return value == 1;
  }

  /** A block with its values, which are not copied. */
  PayloadBlock block() {
    List<String> names = names();
    int[] ends = new int[count("values", 1)];
    long end = 0;
    for (int i = 0; i < ends.length; i++) {
      end += nextIsSmall() ? body[position++] : count("value length", 1);
      ends[i] = (int) end;
    }
    int offset = position;
    for (int i = 0; i < ends.length; i++) {
      ends[i] += offset;
    }
    if (end > remaining()) {
      throw new FrameException("values of " + end + " bytes (expected: " + remaining() + ")");
    }
    position += (int) end;
    return new PayloadBlock(names, offset, ends, body);
  }

  private List<String> names() {
    int count = count("class names", 1);
    if (count == 0) {
      return List.of(); // mostly
    }
    List<String> names = new ArrayList<>(capacity(count));
    for (int i = 0; i < count; i++) {
      names.add(string("class name"));
    }
    return List.copyOf(names);
  }

  /** What a list that a peer promised begins with; it grows by what comes. */
  static int capacity(int count) {
    return Math.min(count, 1024);
  }

  int remaining() {
    return body.length - position;
  }

  void expectEnd() {
    if (remaining() != 0) {
      throw new FrameException(remaining() + " bytes behind the message (expected: 0)");
    }
  }

  private long fixed(int bytes) {
    long value = 0;
    for (int i = 0; i < bytes; i++) {
      value = (value << 8) | (next() & 0xFF);
    }
    return value;
  }

  private byte next() {
    if (position >= body.length) {
      throw new FrameException("body ends at byte " + body.length + " inside a field");
    }
    return body[position++];
  }
}
