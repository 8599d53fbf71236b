package io.processpool.message;

import io.processpool.bulk.Bulk;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Encoded user objects, one behind the other, that share a table of class names. Value {@code i}
 * occupies the bytes from {@link #start} to {@code ends[i]}. The arrays belong to the block and
 * must not change.
 *
 * @param classNames the names that the values refer to by position
 * @param offset where the first value begins in {@code bytes}
 * @param ends the end of each value in {@code bytes}, ascending
 * @param bytes holds the values, and may hold other bytes around them
 * @param bulk large arrays of the values that lie beside the socket; {@code null} if none does
 */
public record PayloadBlock(
    List<String> classNames, int offset, int[] ends, byte[] bytes, @Nullable Bulk bulk) {

  /** A block without values. */
  public static final PayloadBlock EMPTY = new PayloadBlock(List.of(), new int[0], new byte[0]);

  /** A block without bulk. */
  public PayloadBlock(List<String> classNames, int offset, int[] ends, byte[] bytes) {
    this(classNames, offset, ends, bytes, null);
  }

  /** A block without bulk whose first value begins at 0. */
  public PayloadBlock(List<String> classNames, int[] ends, byte[] bytes) {
    this(classNames, 0, ends, bytes, null);
  }

  /** The same block, whose bulk, if it has any, was changed like this. */
  public PayloadBlock mapBulk(UnaryOperator<Bulk> change) {
    return bulk == null ? this : with(change.apply(bulk));
  }

  /** The same block with bulk, or without. */
  public PayloadBlock with(@Nullable Bulk other) {
    return bulk == null && other == null
        ? this
        : new PayloadBlock(classNames, offset, ends, bytes, other);
  }

  /** How many values it holds. */
  public int count() {
    return ends.length;
  }

  /** Where value {@code i} begins. */
  public int start(int i) {
    return i == 0 ? offset : ends[i - 1];
  }

  /** How many bytes value {@code i} occupies, without bulk. */
  public int length(int i) {
    return ends[i] - start(i);
  }

  /** How many bytes all values occupy, without bulk. */
  public int size() {
    return ends.length == 0 ? 0 : ends[ends.length - 1] - offset;
  }

  /** How many bytes so many values take, wherever they lie. */
  public long weight(int first, int count) {
    long bytes = ends[first + count - 1] - (long) start(first);
    for (int i = first; bulk != null && i < first + count; i++) {
      bytes += bulk.lengths()[i];
    }
    return bytes;
  }

  /** How many bytes value {@code i} takes, wherever they lie. */
  public long weight(int i) {
    return weight(i, 1);
  }

  /** How many bytes all values take, wherever they lie. */
  public long weight() {
    return size() + bulkSize();
  }

  /** How many bytes of value {@code i} lie beside the socket. */
  public long bulkLength(int i) {
    return bulk == null ? 0 : bulk.lengths()[i];
  }

  /** How many bytes lie beside the socket. */
  public long bulkSize() {
    return bulk == null ? 0 : bulk.size();
  }

  @Override
  public String toString() {
    return "PayloadBlock[" + count() + " values, " + weight() + " B]";
  }
}
