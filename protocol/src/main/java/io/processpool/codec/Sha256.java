package io.processpool.codec;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * SHA-256 of FIPS 180-4, in a page. The JDK's own comes with the list of security providers and the
 * files they are configured by, which costs a JVM that starts more than all else it does for the
 * handshake; a few hundred bytes need no fast one.
 */
public final class Sha256 {

  private static final int BLOCK_BYTES = 64;
  private static final int LENGTH_BYTES = 8;
  private static final int ROUNDS = 64;

  private static final int[] START = {
    0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19
  };

  private static final int[] ROUND_KEYS = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2
  };

  private Sha256() {}

  /**
   * The digest of some bytes.
   *
   * @param message all of them
   * @return 32 bytes
   */
  public static byte[] digest(byte[] message) {
    ByteBuffer blocks = padded(message);
    int[] state = START.clone();
    int[] words = new int[ROUNDS];
    while (blocks.hasRemaining()) {
      for (int i = 0; i < BLOCK_BYTES / Integer.BYTES; i++) {
        words[i] = blocks.getInt();
      }
      mix(state, words);
    }
    ByteBuffer digest = ByteBuffer.allocate(state.length * Integer.BYTES);
    for (int word : state) {
      digest.putInt(word);
    }
    return digest.array();
  }

  /** Behind the message one bit, zeros up to a whole block, and how many bits it has. */
  private static ByteBuffer padded(byte[] message) {
    int blocks = (message.length + LENGTH_BYTES) / BLOCK_BYTES + 1;
    ByteBuffer bytes = ByteBuffer.wrap(Arrays.copyOf(message, blocks * BLOCK_BYTES));
    bytes.put(message.length, (byte) 0x80);
    bytes.putLong(bytes.limit() - LENGTH_BYTES, (long) message.length * Byte.SIZE);
    return bytes;
  }

  private static void mix(int[] state, int[] words) {
    for (int i = BLOCK_BYTES / Integer.BYTES; i < ROUNDS; i++) {
      int near = words[i - 2];
      int far = words[i - 15];
      int s0 = Integer.rotateRight(far, 7) ^ Integer.rotateRight(far, 18) ^ (far >>> 3);
      int s1 = Integer.rotateRight(near, 17) ^ Integer.rotateRight(near, 19) ^ (near >>> 10);
      words[i] = words[i - 16] + s0 + words[i - 7] + s1;
    }
    int[] v = state.clone();
    for (int i = 0; i < ROUNDS; i++) {
      int a = v[0];
      int e = v[4];
      int s1 = Integer.rotateRight(e, 6) ^ Integer.rotateRight(e, 11) ^ Integer.rotateRight(e, 25);
      int t1 = v[7] + s1 + ((e & v[5]) ^ (~e & v[6])) + ROUND_KEYS[i] + words[i];
      int s0 = Integer.rotateRight(a, 2) ^ Integer.rotateRight(a, 13) ^ Integer.rotateRight(a, 22);
      int t2 = s0 + ((a & v[1]) ^ (a & v[2]) ^ (v[1] & v[2]));
      System.arraycopy(v, 0, v, 1, v.length - 1);
      v[4] += t1;
      v[0] = t1 + t2;
    }
    for (int i = 0; i < state.length; i++) {
      state[i] += v[i];
    }
  }
}
