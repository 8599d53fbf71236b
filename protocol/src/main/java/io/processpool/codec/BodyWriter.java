package io.processpool.codec;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.processpool.message.PayloadBlock;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes the fields of a body. Numbers are big endian; a varint has seven bits a byte, low first.
 */
final class BodyWriter {

  private final ByteBuf out = Unpooled.buffer(64);

  BodyWriter u8(int value) {
    out.writeByte(value);
    return this;
  }

  BodyWriter i32(int value) {
    out.writeInt(value);
    return this;
  }

  BodyWriter i64(long value) {
    out.writeLong(value);
    return this;
  }

  BodyWriter varint(long value) {
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      out.writeByte((int) (rest & 0x7F) | 0x80);
      rest >>>= 7;
    }
    out.writeByte((int) rest);
    return this;
  }

  BodyWriter bytes(byte[] value) {
    varint(value.length);
    out.writeBytes(value);
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
    for (int i = 0; i < block.count(); i++) {
      varint(block.length(i));
    }
    return this;
  }

  /** The block with its values. */
  BodyWriter block(PayloadBlock block) {
    blockHead(block);
    out.writeBytes(block.bytes(), block.offset(), block.size());
    return this;
  }

  byte[] toBytes() {
    byte[] bytes = new byte[out.readableBytes()];
    out.readBytes(bytes);
    return bytes;
  }
}
