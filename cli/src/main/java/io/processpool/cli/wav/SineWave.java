package io.processpool.cli.wav;

import java.io.IOException;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A sine wave as a mono file of 32-bit floats. Half of full scale, so that noise has room on both
 * sides. Immutable.
 *
 * @param seconds how long
 * @param rate samples per second
 * @param frequency in Hz
 */
public record SineWave(double seconds, int rate, double frequency) implements Serializable {

  private static final double AMPLITUDE = 0.5;
  private static final int BLOCK_SAMPLES = 16 * 1024;
  private static final int FORMAT_BYTES = 18;
  private static final int FACT_BYTES = 4;
  private static final int HEADER_BYTES =
      WavLayout.RIFF_HEADER_BYTES + 3 * WavLayout.CHUNK_HEADER_BYTES + FORMAT_BYTES + FACT_BYTES;
  private static final short FLOAT_TAG = 3;

  /**
   * How many samples that is.
   *
   * @return seconds times rate, rounded
   */
  public long samples() {
    return Math.round(seconds * rate);
  }

  /**
   * What a file of it takes.
   *
   * @return bytes, headers included
   */
  public long fileBytes() {
    double bytes = HEADER_BYTES + (double) samples() * Float.BYTES;
    return (long) bytes; // exact below 2^53, and no smaller for more
  }

  /**
   * Writes the file.
   *
   * @param out writable, positioned at its beginning
   * @throws IOException if writing fails
   */
  public void write(FileChannel out) throws IOException {
    writeFully(out, header());
    for (long first = 0; first < samples(); first += BLOCK_SAMPLES) {
      writeFully(out, block(first));
    }
  }

  /**
   * Whether a file is this wave: same size, same header, same first and last block.
   *
   * @param file what may be there from an earlier run
   * @return false if it is missing or another
   * @throws IOException if it is there and cannot be read
   */
  public boolean isIn(Path file) throws IOException {
    if (!Files.isRegularFile(file) || Files.size(file) != fileBytes()) {
      return false;
    }
    try (FileChannel in = FileChannel.open(file, StandardOpenOption.READ)) {
      long last = Math.max(0, samples() - 1) / BLOCK_SAMPLES * BLOCK_SAMPLES;
      return has(in, 0, header())
          && has(in, HEADER_BYTES, block(0))
          && has(in, HEADER_BYTES + last * Float.BYTES, block(last));
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  private static boolean has(FileChannel in, long position, ByteBuffer expected)
      throws IOException {
    ByteBuffer found = ByteBuffer.allocate(expected.remaining());
    WavLayout.readFully(in, found, position);
    return found.equals(expected);
  }

  private ByteBuffer header() {
    int dataBytes = (int) (samples() * Float.BYTES);
    ByteBuffer header = WavLayout.little(ByteBuffer.allocate(HEADER_BYTES));
    header.putInt(WavLayout.RIFF).putInt(HEADER_BYTES - 8 + dataBytes).putInt(WavLayout.WAVE);
    header.putInt(WavLayout.FMT).putInt(FORMAT_BYTES);
    header.putShort(FLOAT_TAG).putShort((short) 1).putInt(rate).putInt(rate * Float.BYTES);
    header.putShort((short) Float.BYTES).putShort((short) Float.SIZE).putShort((short) 0);
    header.putInt(WavLayout.FACT).putInt(FACT_BYTES).putInt((int) samples());
    header.putInt(WavLayout.DATA).putInt(dataBytes);
    return header.flip();
  }

  private ByteBuffer block(long first) {
    int count = (int) Math.min(BLOCK_SAMPLES, samples() - first);
    float[] values = new float[count];
    double radiansPerSample = 2 * Math.PI * frequency / rate;
    for (int i = 0; i < count; i++) {
      values[i] = (float) (AMPLITUDE * Math.sin(radiansPerSample * (first + i)));
    }
    ByteBuffer block = WavLayout.little(ByteBuffer.allocate(count * Float.BYTES));
    block.asFloatBuffer().put(values);
    return block;
  }

  private static void writeFully(FileChannel out, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      out.write(bytes);
    }
  }
}
