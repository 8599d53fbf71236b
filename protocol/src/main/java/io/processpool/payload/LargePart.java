package io.processpool.payload;

/**
 * Where an object of many bytes stands in a block.
 *
 * @param start its first byte
 * @param end behind its last byte
 * @param type its class, as a program would write it
 */
public record LargePart(int start, int end, String type) {

  /** Smaller objects are not worth a thought. */
  public static final int LEAST_BYTES = 64 << 10;
}
