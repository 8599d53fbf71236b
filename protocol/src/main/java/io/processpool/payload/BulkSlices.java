package io.processpool.payload;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Moves large arrays in slices that stay in the processor's cache on their way. */
final class BulkSlices {

  /** Of 16 KiB to 1 MiB the quickest, by a little. */
  private static final int BYTES = 256 << 10;

  private byte[] slice = {};

  /** What is to be done with each slice. */
  @FunctionalInterface
  interface Step<E extends Exception> {

    /**
     * Moves some elements.
     *
     * @param bytes a view of {@code slice} with room for just these
     * @param slice where they stand, from the beginning
     * @param from the first element
     */
    void move(ByteBuffer bytes, byte[] slice, int from) throws E;
  }

  <E extends Exception> void each(int count, int bytesEach, Step<E> step) throws E {
    if (slice.length == 0) {
      slice = new byte[BYTES];
    }
    ByteBuffer bytes = ByteBuffer.wrap(slice).order(ByteOrder.LITTLE_ENDIAN);
    int perSlice = BYTES / bytesEach;
    for (int from = 0; from < count; from += perSlice) {
      bytes.clear().limit(Math.min(perSlice, count - from) * bytesEach);
      step.move(bytes, slice, from);
    }
  }
}
