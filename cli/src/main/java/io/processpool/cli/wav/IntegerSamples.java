package io.processpool.cli.wav;

import java.nio.ByteBuffer;

/**
 * Integers of 1 to 8 bytes. Those of up to 8 bits are unsigned around the middle, wider ones are
 * two's complement. Where fewer bits mean something than the bytes hold, they are the highest, and
 * the others are written as zero.
 *
 * <p>A sample is a long with its highest bit at bit 63, so one code serves every width.
 */
final class IntegerSamples implements SampleCodec {

  private static final double WHOLE_SCALE = 0x1p63;

  private final int sampleBytes;
  private final int unusedBits;
  private final double scale;
  private final long max;
  private final long signFlip;

  IntegerSamples(int sampleBytes, int bits) {
    this.sampleBytes = sampleBytes;
    this.unusedBits = Long.SIZE - bits;
    this.scale = Math.scalb(1.0, bits - 1);
    this.max = Long.MAX_VALUE >> unusedBits;
    this.signFlip = sampleBytes == 1 ? Long.MIN_VALUE : 0;
  }

  @Override
  public void decode(ByteBuffer bytes, double[] samples, int count) {
    int at = 0;
    for (int i = 0; i < count; i++) {
      long value = 0;
      for (int k = 0; k < sampleBytes; k++) {
        value = (value >>> 8) | ((long) bytes.get(at++) << 56);
      }
      samples[i] = (value ^ signFlip) / WHOLE_SCALE;
    }
  }

  @Override
  public void encode(double[] samples, int count, ByteBuffer bytes) {
    int shift = Long.SIZE - sampleBytes * Byte.SIZE;
    int at = 0;
    for (int i = 0; i < count; i++) {
      long level = Math.min(max, (long) Math.rint(samples[i] * scale));
      long value = ((level << unusedBits) ^ signFlip) >>> shift;
      for (int k = 0; k < sampleBytes; k++) {
        bytes.put(at++, (byte) value);
        value >>>= Byte.SIZE;
      }
    }
  }
}
