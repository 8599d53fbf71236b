package io.processpool.payload;

import java.nio.ByteBuffer;

/** Copies some elements of an array, to bytes or from them. */
@FunctionalInterface
interface ArrayPart {

  /**
   * Copies as many elements as the buffer has room for.
   *
   * @param bytes little-endian, from position to limit
   * @param from the first element
   * @param count how many
   */
  void copy(ByteBuffer bytes, int from, int count);
}
