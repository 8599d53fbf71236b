package io.processpool.cli.etl;

import io.processpool.cli.wav.SampleFilter;
import java.util.SplittableRandom;

/**
 * Adds normal noise. What it adds depends on the seed and the item's index alone, so it is the same
 * in every worker, chunk, order and mode. For one file, confined to one thread.
 *
 * <p>Java's own normal numbers: fast, and equal on every run of one Java version. Versions differ
 * in how they treat a rare far value, after which the rest of the file differs too.
 */
final class NoiseSource implements SampleFilter {

  private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

  private final SplittableRandom random;
  private final double deviation;

  private NoiseSource(SplittableRandom random, double deviation) {
    this.random = random;
    this.deviation = deviation;
  }

  /**
   * The noise for one item.
   *
   * @param seed of the run
   * @param index of the item
   * @param deviation the standard deviation, 0 for none
   */
  static NoiseSource forItem(long seed, long index, double deviation) {
    return new NoiseSource(new SplittableRandom(mix(mix(seed) + index)), deviation);
  }

  /**
   * Spreads every bit over all others. The generator counts up from its seed, so neighbouring seeds
   * would give the same numbers a few places apart.
   */
  private static long mix(long value) {
    long mixed = value + GOLDEN_GAMMA;
    mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    return mixed ^ (mixed >>> 31);
  }

  @Override
  public void apply(double[] samples, int count) {
    if (deviation == 0) {
      return;
    }
    for (int i = 0; i < count; i++) {
      samples[i] += deviation * random.nextGaussian();
    }
  }
}
