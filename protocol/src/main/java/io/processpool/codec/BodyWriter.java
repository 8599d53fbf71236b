package io.processpool.codec;

import io.processpool.message.PayloadBlock;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes the fields of a body. Numbers are big endian; a varint has seven bits a byte, low first.
 */
final class BodyWriter {

  private static final int FIRST_BYTES = 64;
  private static final int MOST_VARINT_BYTES = 10;

  private byte[] out;
  private int length;

  BodyWriter() {
    this(FIRST_BYTES);
  }

  /** A writer that expects about so many bytes. */
  BodyWriter(int expected) {
    out = new byte[expected];
  }

  private void require(int bytes) {
    if (out.length - length < bytes) {
      out = Arrays.copyOf(out, Math.max(length + bytes, out.length * 2));
    }
  }

  private BodyWriter fixed(long value, int bytes) {
    require(bytes);
    for (int shift = (bytes - 1) * Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
      out[length++] = (byte) (value >>> shift);
    }
    return this;
  }

  private void copy(byte[] from, int offset, int bytes) {
    require(bytes);
    System.arraycopy(from, offset, out, length, bytes);
    length += bytes;
  }

  BodyWriter u8(int value) {
    return fixed(value, Byte.BYTES);
  }

  BodyWriter i32(int value) {
    return fixed(value, Integer.BYTES);
  }

  BodyWriter i64(long value) {
    return fixed(value, Long.BYTES);
  }

  BodyWriter varint(long value) {
    require(MOST_VARINT_BYTES);
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      out[length++] = (byte) ((rest & 0x7F) | 0x80);
      rest >>>= 7;
    }
    out[length++] = (byte) rest;
    return this;
  }

  BodyWriter bytes(byte[] value) {
    varint(value.length);
    copy(value, 0, value.length);
    return this;
  }

  BodyWriter string(String value) {
    return bytes(value.getBytes(StandardCharsets.UTF_8));
  }

  /** A byte that says whether there is one, then the string. */
  BodyWriter optionalString(@Nullable String value) {
    u8(value == null ? 0 : 1);
    return value == null ? this : string(value);
  }

  /** The block's names and lengths; the values are the frame's tail or follow. */
  BodyWriter blockHead(PayloadBlock block) {
    List<String> names = block.classNames();
    varint(names.size());
    for (String name : names) {
      string(name);
    }
    varint(block.count());
    int start = block.offset();
    for (int end : block.ends()) {
      int bytes = end - start;
      if (bytes >>> 7 == 0 && length < out.length) { // most are short
        out[length++] = (byte) bytes;
      } else {
        varint(bytes);
      }
      start = end;
    }
    return this;
  }

  /** The block with its values. */
  BodyWriter block(PayloadBlock block) {
    blockHead(block);
    copy(block.bytes(), block.offset(), block.size());
    return this;
  }

  byte[] toBytes() {
    return Arrays.copyOf(out, length);
  }
}
