package io.processpool.message;

import java.util.List;

/**
 * Encoded user objects, one behind the other, that share a table of class names. Value {@code i}
 * occupies the bytes from {@code ends[i - 1]} (0 for the first) to {@code ends[i]}. The arrays
 * belong to the block and must not change.
 *
 * @param classNames the names that the values refer to by position
 * @param ends the end of each value in {@code bytes}, ascending
 * @param bytes the values; it may be longer than the last end
 */
public record PayloadBlock(List<String> classNames, int[] ends, byte[] bytes) {

  /** A block without values. */
  public static final PayloadBlock EMPTY = new PayloadBlock(List.of(), new int[0], new byte[0]);

  /** How many values it holds. */
  public int count() {
    return ends.length;
  }

  /** Where value {@code i} begins. */
  public int start(int i) {
    return i == 0 ? 0 : ends[i - 1];
  }

  /** How many bytes value {@code i} occupies. */
  public int length(int i) {
    return ends[i] - start(i);
  }

  /** How many bytes all values occupy. */
  public int size() {
    return ends.length == 0 ? 0 : ends[ends.length - 1];
  }

  @Override
  public String toString() {
    return "PayloadBlock[" + count() + " values, " + size() + " B]";
  }
}
