package io.processpool.cli.wav;

import java.nio.ByteBuffer;

/** 64-bit floats. */
final class DoubleSamples implements SampleCodec {

  @Override
  public void decode(ByteBuffer bytes, double[] samples, int count) {
    bytes.asDoubleBuffer().get(samples, 0, count);
  }

  @Override
  public void encode(double[] samples, int count, ByteBuffer bytes) {
    bytes.asDoubleBuffer().put(samples, 0, count);
  }
}
