package io.processpool.cli.wav;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.List;

/**
 * Writes a WAV file again with other samples. Format and all other chunks are copied as they are
 * and in their order, except {@code PEAK}, which would be wrong. Holds one block at a time.
 */
public final class WavRewriter {

  private static final int BLOCK_BYTES = 64 * 1024;
  private static final int PEAK = WavLayout.fourLetters("PEAK");

  private final FileChannel in;
  private final FileChannel out;

  /**
   * From one open file to another.
   *
   * @param in readable, positioned anywhere
   * @param out writable, positioned at its beginning
   */
  public WavRewriter(FileChannel in, FileChannel out) {
    this.in = in;
    this.out = out;
  }

  /**
   * Copies all of it.
   *
   * @param filter changes the samples; what it leaves outside [-1, 1] is clipped
   * @return how many samples there were, over all channels
   * @throws WavException if the input is broken or not supported; nothing was written then
   * @throws IOException if reading or writing fails
   */
  public long rewrite(SampleFilter filter) throws IOException {
    WavLayout layout = WavLayout.read(in);
    List<WavLayout.Chunk> kept =
        layout.chunks().stream().filter(chunk -> chunk.id() != PEAK).toList();
    writeRiffHeader(kept);
    for (WavLayout.Chunk chunk : kept) {
      writeChunkHeader(chunk);
      if (chunk.id() == WavLayout.DATA) {
        writeSamples(layout, filter);
      } else {
        copy(chunk);
      }
      writePadding(chunk);
    }
    return layout.data().size() / layout.format().sampleBytes();
  }

  private void writeRiffHeader(List<WavLayout.Chunk> chunks) throws IOException {
    long size = Integer.BYTES;
    for (WavLayout.Chunk chunk : chunks) {
      size += WavLayout.CHUNK_HEADER_BYTES + chunk.size() + (chunk.size() & 1);
    }
    // A file of 4 GiB and more has no true size here; readers go by the chunks then, as this one.
    int field = (int) Math.min(size, 0xFFFF_FFFFL);
    ByteBuffer header = WavLayout.little(ByteBuffer.allocate(WavLayout.RIFF_HEADER_BYTES));
    header.putInt(WavLayout.RIFF).putInt(field).putInt(WavLayout.WAVE);
    writeFully(header.flip());
  }

  private void writeChunkHeader(WavLayout.Chunk chunk) throws IOException {
    ByteBuffer header = WavLayout.little(ByteBuffer.allocate(WavLayout.CHUNK_HEADER_BYTES));
    writeFully(header.putInt(chunk.id()).putInt((int) chunk.size()).flip());
  }

  private void writePadding(WavLayout.Chunk chunk) throws IOException {
    if ((chunk.size() & 1) == 1) {
      writeFully(ByteBuffer.allocate(1));
    }
  }

  private void copy(WavLayout.Chunk chunk) throws IOException {
    ByteBuffer block = ByteBuffer.allocate((int) Math.min(BLOCK_BYTES, chunk.size()));
    for (long at = chunk.offset(); at < chunk.end(); at += block.limit()) {
      block.clear().limit((int) Math.min(block.capacity(), chunk.end() - at));
      WavLayout.readFully(in, block, at);
      writeFully(block);
    }
  }

  private void writeSamples(WavLayout layout, SampleFilter filter) throws IOException {
    WavLayout.Chunk data = layout.data();
    int sampleBytes = layout.format().sampleBytes();
    int blockSamples = (int) Math.min(BLOCK_BYTES, data.size()) / sampleBytes;
    SampleCodec codec = SampleCodec.of(layout.format(), blockSamples);
    ByteBuffer block = WavLayout.little(ByteBuffer.allocateDirect(blockSamples * sampleBytes));
    double[] samples = new double[blockSamples];
    for (long at = data.offset(); at < data.end(); at += block.limit()) {
      block.clear().limit((int) Math.min(block.capacity(), data.end() - at));
      WavLayout.readFully(in, block, at);
      int count = block.limit() / sampleBytes;
      codec.decode(block, samples, count);
      filter.apply(samples, count);
      clip(samples, count);
      codec.encode(samples, count, block);
      writeFully(block);
    }
  }

  /** Not-a-number stays what it is in a float file and becomes silence in an integer file. */
  private static void clip(double[] samples, int count) {
    for (int i = 0; i < count; i++) {
      samples[i] = Math.max(-1.0, Math.min(1.0, samples[i]));
    }
  }

  private void writeFully(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      out.write(bytes);
    }
  }
}
