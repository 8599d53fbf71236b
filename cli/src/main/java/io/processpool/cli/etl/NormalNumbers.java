package io.processpool.cli.etl;

import java.util.random.RandomGenerator;

/**
 * The normal numbers of a {@link java.util.SplittableRandom}, bit for bit, in two thirds of the
 * time.
 *
 * <p>The JDK makes nearly all of them of one random word, times a factor that belongs to the word's
 * lowest eight bits. Done here that needs no call and stays in registers. For the other numbers,
 * and all of a JDK that makes them otherwise, the JDK is asked. Confined to one thread.
 */
final class NormalNumbers implements RandomGenerator {

  private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;
  private static final int LOWEST_BITS = 0xFF;
  private static final double[] FACTORS = new double[LOWEST_BITS + 1];

  static {
    for (int bits = 0; bits <= LOWEST_BITS; bits++) {
      FACTORS[bits] = factor(bits);
    }
  }

  private long state;

  NormalNumbers(long seed) {
    this.state = seed;
  }

  /** Adds the next ones to these samples, each multiplied by the deviation. */
  void addTo(double[] samples, int count, double deviation) {
    long at = state;
    for (int i = 0; i < count; i++) {
      long word = wordAfter(at);
      double factor = FACTORS[(int) word & LOWEST_BITS];
      if (factor != 0) {
        at += GOLDEN_GAMMA;
        samples[i] += deviation * (factor * word);
      } else {
        state = at;
        samples[i] += deviation * nextGaussian();
        at = state;
      }
    }
    state = at;
  }

  @Override
  public long nextLong() {
    long word = wordAfter(state);
    state += GOLDEN_GAMMA;
    return word;
  }

  /**
   * The word that a generator in this state gives next. Every bit depends on all bits of the state.
   */
  static long wordAfter(long state) {
    long word = state + GOLDEN_GAMMA;
    word = (word ^ (word >>> 30)) * 0xBF58476D1CE4E5B9L;
    word = (word ^ (word >>> 27)) * 0x94D049BB133111EBL;
    return word ^ (word >>> 31);
  }

  /**
   * What the JDK multiplies words with these lowest bits by, 0 if it does more. It shows with the
   * word of the greatest size, which as a double is a power of two, so that the division is exact.
   */
  private static double factor(int bits) {
    Probe greatest = new Probe(Long.MIN_VALUE | bits);
    Probe other = new Probe((Long.MAX_VALUE / 3 & ~(long) LOWEST_BITS) | bits);
    double factor = greatest.nextGaussian() / Long.MIN_VALUE;
    boolean exact = other.nextGaussian() == factor * other.word;
    return exact && greatest.drawn == 1 && other.drawn == 1 ? factor : 0;
  }

  /** Gives a chosen word first. */
  private static final class Probe implements RandomGenerator {

    private final long word;
    private int drawn;

    Probe(long word) {
      this.word = word;
    }

    @Override
    public long nextLong() {
      return drawn++ == 0 ? word : wordAfter(drawn);
    }
  }
}
