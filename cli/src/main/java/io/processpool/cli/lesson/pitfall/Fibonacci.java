package io.processpool.cli.lesson.pitfall;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Fibonacci numbers, beginning with 1, 1, 2. */
final class Fibonacci {

  private static final int DIGEST_BYTES = 8;

  private Fibonacci() {}

  /** One number, all the way from the beginning. */
  static BigInteger number(int position) {
    BigInteger last = BigInteger.ZERO;
    BigInteger current = BigInteger.ONE;
    for (int i = 1; i < position; i++) {
      BigInteger next = last.add(current);
      last = current;
      current = next;
    }
    return current;
  }

  /** All numbers up to a position, each from the two before it. */
  static List<BigInteger> upTo(int position) {
    List<BigInteger> numbers = new ArrayList<>(position);
    BigInteger last = BigInteger.ZERO;
    BigInteger current = BigInteger.ONE;
    for (int i = 1; i <= position; i++) {
      numbers.add(current);
      BigInteger next = last.add(current);
      last = current;
      current = next;
    }
    return numbers;
  }

  /** The beginning of the SHA-256 of all numbers, in hexadecimal digits, one a line. */
  static String checksum(List<BigInteger> numbers) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (BigInteger number : numbers) {
        digest.update((number.toString(16) + "\n").getBytes(StandardCharsets.US_ASCII));
      }
      return HexFormat.of().formatHex(digest.digest(), 0, DIGEST_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
