package io.processpool.faults;

import java.io.Serializable;
import java.util.Arrays;

/**
 * Knows what every item is and what must come of it: item i gives (i, mix64(seed, i)), and brings
 * and takes a payload of 1 byte to 64 KiB.
 *
 * @param seed what makes a run repeat itself
 */
record Oracle(long seed) implements Serializable {

  private static final int MOST_PAYLOAD_BITS = 16;
  private static final int MOST_MICROS = 5_000;

  /** What goes out. */
  record Item(long index, byte[] payload) {}

  /** What comes back. */
  record Answer(long index, long mix, byte[] payload) {}

  /** The seed from the system property, or a new one; printed either way. */
  static Oracle seeded(String test) {
    Oracle oracle = new Oracle(Long.getLong("faults.seed", System.nanoTime()));
    System.out.println(test + ": seed " + oracle.seed + " (repeat with -Dfaults.seed=…)");
    return oracle;
  }

  Item item(long index) {
    return new Item(index, payload(index));
  }

  Answer answer(Item item) {
    if (!Arrays.equals(item.payload, payload(item.index))) {
      throw new AssertionError("item " + item.index + " arrived damaged");
    }
    return new Answer(item.index, mix64(item.index), payload(~item.index));
  }

  boolean isRight(long index, Answer answer) {
    return answer.index == index
        && answer.mix == mix64(index)
        && Arrays.equals(answer.payload, payload(~index));
  }

  /** Small ones are as frequent as large ones. */
  private byte[] payload(long index) {
    long mix = mix64(index ^ 0x5DEECE66DL);
    int bits = (int) Long.remainderUnsigned(mix, MOST_PAYLOAD_BITS + 1);
    int length = 1 + (int) ((mix >>> 8) & ((1 << bits) - 1));
    byte[] bytes = new byte[length];
    Arrays.fill(bytes, (byte) (mix >>> 48));
    bytes[length - 1] = (byte) index;
    return bytes;
  }

  /** How long the item takes: 0 to 5 ms. */
  long micros(long index) {
    return Long.remainderUnsigned(mix64(-1 - index), MOST_MICROS);
  }

  /** A number that only this seed and index give. */
  long mix64(long index) {
    long z = seed + index * 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
