package io.processpool.cli.etl;

import io.processpool.cli.wav.SampleFilter;

/**
 * Adds normal noise. What it adds depends on the seed and the item's index alone, so it is the same
 * in every worker, chunk, order and mode. For one file, confined to one thread.
 *
 * <p>Java's own normal numbers: fast, and equal on every run of one Java version. Versions differ
 * in how they treat a rare far value, after which the rest of the file differs too.
 */
final class NoiseSource implements SampleFilter {

  private final NormalNumbers numbers;
  private final double deviation;

  private NoiseSource(NormalNumbers numbers, double deviation) {
    this.numbers = numbers;
    this.deviation = deviation;
  }

  /**
   * The noise for one item. A generator counts up from its seed, so neighbouring seeds would give
   * the same numbers a few places apart; seeds that are words of a generator themselves do not.
   *
   * @param seed of the run
   * @param index of the item
   * @param deviation the standard deviation, 0 for none
   */
  static NoiseSource forItem(long seed, long index, double deviation) {
    long spread = NormalNumbers.wordAfter(NormalNumbers.wordAfter(seed) + index);
    return new NoiseSource(new NormalNumbers(spread), deviation);
  }

  @Override
  public void apply(double[] samples, int count) {
    if (deviation != 0) {
      numbers.addTo(samples, count, deviation);
    }
  }
}
