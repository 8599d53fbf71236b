package io.processpool.message;

import java.util.List;

/**
 * Encoded user objects, one behind the other, that share a table of class names. Value {@code i}
 * occupies the bytes from {@link #start} to {@code ends[i]}. The arrays belong to the block and
 * must not change.
 *
 * @param classNames the names that the values refer to by position
 * @param offset where the first value begins in {@code bytes}
 * @param ends the end of each value in {@code bytes}, ascending
 * @param bytes holds the values, and may hold other bytes around them
 */
public record PayloadBlock(List<String> classNames, int offset, int[] ends, byte[] bytes) {

  /** A block without values. */
  public static final PayloadBlock EMPTY = new PayloadBlock(List.of(), new int[0], new byte[0]);

  /** A block whose first value begins at 0. */
  public PayloadBlock(List<String> classNames, int[] ends, byte[] bytes) {
    this(classNames, 0, ends, bytes);
  }

  /** How many values it holds. */
  public int count() {
    return ends.length;
  }

  /** Where value {@code i} begins. */
  public int start(int i) {
    return i == 0 ? offset : ends[i - 1];
  }

  /** How many bytes value {@code i} occupies. */
  public int length(int i) {
    return ends[i] - start(i);
  }

  /** How many bytes all values occupy. */
  public int size() {
    return ends.length == 0 ? 0 : ends[ends.length - 1] - offset;
  }

  @Override
  public String toString() {
    return "PayloadBlock[" + count() + " values, " + size() + " B]";
  }
}
