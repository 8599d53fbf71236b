package io.processpool.cli.lesson.pitfall;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FibonacciTest {

  /** Of the first 10,000, from an implementation in another language. */
  static final String CHECKSUM_10_000 = "9fd0cce0084969e9";

  @Test
  void shouldAgreeWithTheChecksumKnownBeforehand() {
    assertThat(Fibonacci.checksum(Fibonacci.upTo(10_000))).isEqualTo(CHECKSUM_10_000);
  }

  /** F(2k) and F(2k+1) follow from F(k) and F(k+1), so nothing is added up on the way. */
  @Test
  void shouldAgreeWithNumbersFoundByDoubling() {
    List<BigInteger> doubled =
        IntStream.rangeClosed(1, 10_000).mapToObj(n -> doubling(n)[0]).toList();

    assertThat(Fibonacci.upTo(10_000)).isEqualTo(doubled);
    assertThat(Fibonacci.checksum(doubled)).isEqualTo(CHECKSUM_10_000);
  }

  @Test
  void shouldFindTheSameNumberFromTheBeginning() {
    List<BigInteger> all = Fibonacci.upTo(500);

    assertThat(IntStream.rangeClosed(1, 500).mapToObj(Fibonacci::number).toList()).isEqualTo(all);
    assertThat(all.subList(0, 6).toString()).isEqualTo("[1, 1, 2, 3, 5, 8]");
  }

  static BigInteger[] doubling(int n) {
    if (n == 0) {
      return new BigInteger[] {BigInteger.ZERO, BigInteger.ONE};
    }
    BigInteger[] half = doubling(n / 2);
    BigInteger even = half[0].multiply(half[1].shiftLeft(1).subtract(half[0]));
    BigInteger odd = half[0].pow(2).add(half[1].pow(2));
    return n % 2 == 0 ? new BigInteger[] {even, odd} : new BigInteger[] {odd, even.add(odd)};
  }
}
