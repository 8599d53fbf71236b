package io.processpool.codec;

import io.processpool.frame.FrameException;

/**
 * Items that follow each other, told once for all of them. What comes in is expanded, so the number
 * of items is checked against the body before.
 */
final class ItemRuns {

  private ItemRuns() {}

  /** Index less the one expected, attempt, count: for each run of items with one attempt. */
  static void write(BodyWriter out, long[] indexes, int[] attempts) {
    long expected = 0;
    for (int first = 0; first < indexes.length; ) {
      int end = first + 1;
      while (end < indexes.length
          && indexes[end] == indexes[end - 1] + 1
          && attempts[end] == attempts[first]) {
        end++;
      }
      out.varint(indexes[first] - expected).varint(attempts[first]).varint((long) end - first);
      expected = indexes[first] + end - first;
      first = end;
    }
  }

  static void read(BodyReader in, long[] indexes, int[] attempts) {
    long index = 0;
    for (int i = 0; i < indexes.length; ) {
      index += in.varint();
      int attempt = in.natural("attempts");
      for (int end = i + count(in, indexes.length - i); i < end; i++) {
        indexes[i] = index++;
        attempts[i] = attempt;
      }
    }
  }

  /** Position and count of each run. */
  static void write(BodyWriter out, int[] positions) {
    for (int first = 0; first < positions.length; ) {
      int end = first + 1;
      while (end < positions.length && positions[end] == positions[end - 1] + 1) {
        end++;
      }
      out.varint(positions[first]).varint((long) end - first);
      first = end;
    }
  }

  static void read(BodyReader in, int[] positions) {
    for (int i = 0; i < positions.length; ) {
      int position = in.natural("item position");
      int end = i + count(in, positions.length - i);
      if (position > Integer.MAX_VALUE - (end - i - 1)) {
        throw new FrameException("item positions: " + (end - i) + " from " + position);
      }
      while (i < end) {
        positions[i++] = position++;
      }
    }
  }

  private static int count(BodyReader in, int left) {
    int count = in.natural("items of a run");
    if (count < 1 || count > left) {
      throw new FrameException("items of a run: " + count + " (expected: 1 to " + left + ")");
    }
    return count;
  }
}
