package io.processpool.cli.wav;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Makes WAV files for tests, good ones and broken ones. */
public final class WavBytes {

  private final ByteArrayOutputStream chunks = new ByteArrayOutputStream();

  /** The format chunk of an integer or float file, as most programs write it. */
  public static byte[] format(int tag, int channels, int rate, int bits) {
    int sampleBytes = (bits + 7) / 8;
    return little(16)
        .putShort((short) tag)
        .putShort((short) channels)
        .putInt(rate)
        .putInt(rate * channels * sampleBytes)
        .putShort((short) (channels * sampleBytes))
        .putShort((short) bits)
        .array();
  }

  /** The format chunk with a sub-format and fewer valid bits than the samples hold. */
  public static byte[] extensible(int tag, int channels, int containerBits, int validBits) {
    return little(40)
        .put(format(0xFFFE, channels, 48_000, containerBits))
        .putShort((short) 22)
        .putShort((short) validBits)
        .putInt((1 << channels) - 1)
        .putShort((short) tag)
        .put(new byte[] {0, 0, 0, 0, 0x10, 0, (byte) 0x80, 0, 0, (byte) 0xAA, 0, 0x38})
        .put(new byte[] {(byte) 0x9B, 0x71})
        .array();
  }

  public static ByteBuffer little(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  public WavBytes chunk(String id, byte[] body) {
    return chunk(id, body.length, body);
  }

  /** A chunk whose header says another size than its body has. */
  public WavBytes chunk(String id, long saidSize, byte[] body) {
    chunks.writeBytes(id.getBytes(StandardCharsets.ISO_8859_1));
    chunks.writeBytes(little(4).putInt((int) saidSize).array());
    chunks.writeBytes(body);
    if (body.length % 2 == 1) {
      chunks.write(0);
    }
    return this;
  }

  public byte[] bytes() {
    return bytes(4L + chunks.size());
  }

  /** The file with a size of its own choice in the outer header. */
  public byte[] bytes(long riffSize) {
    return little(12 + chunks.size())
        .put("RIFF".getBytes(StandardCharsets.ISO_8859_1))
        .putInt((int) riffSize)
        .put("WAVE".getBytes(StandardCharsets.ISO_8859_1))
        .put(chunks.toByteArray())
        .array();
  }

  /** A mono file of 16-bit samples. */
  public static byte[] pcm16(int... samples) {
    ByteBuffer data = little(samples.length * 2);
    for (int sample : samples) {
      data.putShort((short) sample);
    }
    return new WavBytes().chunk("fmt ", format(1, 1, 8000, 16)).chunk("data", data.array()).bytes();
  }

  /** A mono file of 32-bit floats. */
  public static byte[] floats(float... samples) {
    ByteBuffer data = little(samples.length * 4);
    for (float sample : samples) {
      data.putFloat(sample);
    }
    return new WavBytes().chunk("fmt ", format(3, 1, 8000, 32)).chunk("data", data.array()).bytes();
  }
}
