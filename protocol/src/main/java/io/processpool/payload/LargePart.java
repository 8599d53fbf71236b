package io.processpool.payload;

/**
 * Where an object of many bytes stands in a block.
 *
 * @param start its first byte
 * @param end behind its last byte
 * @param bytes how many it takes, with those of its arrays that lie beside the block
 * @param type its class, as a program would write it
 */
public record LargePart(int start, int end, long bytes, String type) {

  /** Smaller objects are not worth a thought. */
  public static final int LEAST_BYTES = 64 << 10;
}
