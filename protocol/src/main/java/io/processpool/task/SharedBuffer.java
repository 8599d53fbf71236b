package io.processpool.task;

import java.nio.ByteBuffer;

/**
 * Bytes that every worker maps into its memory, read-only and without a copy: all workers of a
 * machine share the same pages. Made by {@code Pool.shareBuffer}; travels as {@link Shared} does.
 */
public interface SharedBuffer extends Shared<ByteBuffer> {

  /**
   * A view of the bytes, for this call alone: position 0, big-endian, read-only.
   *
   * @return a fresh view of all bytes
   * @throws IllegalStateException if it cannot be mapped any more, because its pool is closed
   */
  @Override
  ByteBuffer get();
}
