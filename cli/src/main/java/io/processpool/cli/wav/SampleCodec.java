package io.processpool.cli.wav;

import java.nio.ByteBuffer;

/**
 * Bytes of a file to samples in [-1, 1] and back, a block at a time. Encoding rounds to the nearest
 * value there is and never wraps. Confined to one thread.
 */
sealed interface SampleCodec permits FloatSamples, DoubleSamples, IntegerSamples {

  /**
   * Bytes to samples.
   *
   * @param bytes little-endian, from index 0
   * @param samples filled from index 0
   * @param count how many
   */
  void decode(ByteBuffer bytes, double[] samples, int count);

  /**
   * Samples to bytes, over those they came from.
   *
   * @param samples each in [-1, 1]
   * @param count how many
   * @param bytes little-endian, filled from index 0
   */
  void encode(double[] samples, int count, ByteBuffer bytes);

  /** The codec for a format. */
  static SampleCodec of(WavFormat format, int blockSamples) {
    if (!format.floating()) {
      return new IntegerSamples(format.sampleBytes(), format.bits());
    }
    return format.sampleBytes() == Float.BYTES
        ? new FloatSamples(blockSamples)
        : new DoubleSamples();
  }
}
