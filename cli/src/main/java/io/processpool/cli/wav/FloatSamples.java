package io.processpool.cli.wav;

import java.nio.ByteBuffer;

/** 32-bit floats. */
final class FloatSamples implements SampleCodec {

  private final float[] block;

  FloatSamples(int blockSamples) {
    this.block = new float[blockSamples];
  }

  @Override
  public void decode(ByteBuffer bytes, double[] samples, int count) {
    bytes.asFloatBuffer().get(block, 0, count);
    for (int i = 0; i < count; i++) {
      samples[i] = block[i];
    }
  }

  @Override
  public void encode(double[] samples, int count, ByteBuffer bytes) {
    for (int i = 0; i < count; i++) {
      block[i] = (float) samples[i];
    }
    bytes.asFloatBuffer().put(block, 0, count);
  }
}
