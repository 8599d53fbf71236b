package io.processpool.wire;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Random;

/** Damages bytes at random. */
final class Mutations {

  private static final int MOST = 4;
  private static final int LENGTH_FIELD = 4;

  private final Random random;

  Mutations(Random random) {
    this.random = random;
  }

  /** One to four changes. */
  byte[] apply(byte[] original) {
    byte[] bytes = original.clone();
    for (int i = random.nextInt(MOST); i >= 0 && bytes.length > 0; i--) {
      bytes = once(bytes);
    }
    return bytes;
  }

  private byte[] once(byte[] bytes) {
    int at = random.nextInt(bytes.length);
    switch (random.nextInt(6)) {
      case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
      case 1 -> bytes[at] = (byte) random.nextInt(256);
      case 2 ->
          Arrays.fill(bytes, at, Math.min(bytes.length, at + 1 + random.nextInt(9)), (byte) -1);
      case 3 -> bytes[Math.min(at, LENGTH_FIELD + random.nextInt(4))] = (byte) random.nextInt(256);
      case 4 -> {
        return Arrays.copyOf(bytes, at + 1);
      }
      default -> {
        return spliced(bytes, at);
      }
    }
    return bytes;
  }

  private byte[] spliced(byte[] bytes, int at) {
    int from = random.nextInt(bytes.length);
    int length = Math.min(bytes.length - from, 1 + random.nextInt(40));
    ByteArrayOutputStream longer = new ByteArrayOutputStream();
    longer.write(bytes, 0, at);
    longer.write(bytes, from, length);
    longer.write(bytes, at, bytes.length - at);
    return longer.toByteArray();
  }
}
