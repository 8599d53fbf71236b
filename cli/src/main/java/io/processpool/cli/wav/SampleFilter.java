package io.processpool.cli.wav;

/** Changes samples in place, block after block from the first to the last of a file. */
@FunctionalInterface
public interface SampleFilter {

  /**
   * Changes one block.
   *
   * @param samples scaled to [-1, 1], channels interleaved
   * @param count how many of them are there, from index 0
   */
  void apply(double[] samples, int count);
}
