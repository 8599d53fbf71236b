package io.processpool.cli.wav;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Where the parts of a WAV file lie. Every length was held against the file's real size, so what is
 * in here can be read; nothing was allocated by a length that the file claims.
 *
 * <p>The size in the RIFF header is not looked at: programs that write to a pipe cannot know it.
 *
 * @param format how samples are laid out
 * @param chunks all chunks in the order of the file, exactly one of them the samples
 */
record WavLayout(WavFormat format, List<Chunk> chunks) {

  static final int RIFF_HEADER_BYTES = 12;
  static final int CHUNK_HEADER_BYTES = 8;
  static final int RIFF = fourLetters("RIFF");
  static final int WAVE = fourLetters("WAVE");
  static final int FMT = fourLetters("fmt ");
  static final int FACT = fourLetters("fact");
  static final int DATA = fourLetters("data");

  /** More than any program writes; keeps the list small for a file made of empty chunks. */
  private static final int MAX_CHUNKS = 1024;

  /**
   * A part of a file.
   *
   * @param id four letters, little-endian
   * @param offset of its body in the file
   * @param size of its body in bytes, without the padding of an odd one
   */
  record Chunk(int id, long offset, long size) {
    long end() {
      return offset + size;
    }
  }

  /** The samples. */
  Chunk data() {
    return chunks.stream().filter(chunk -> chunk.id == DATA).findFirst().orElseThrow();
  }

  static int fourLetters(String text) {
    return little(ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1))).getInt(0);
  }

  static ByteBuffer little(ByteBuffer buffer) {
    return buffer.order(ByteOrder.LITTLE_ENDIAN);
  }

  /**
   * Reads the headers.
   *
   * @param file positioned anywhere
   * @return what was found
   * @throws WavException if it is no WAV file, is cut off, contradicts itself or is not supported
   * @throws IOException if reading fails
   */
  static WavLayout read(FileChannel file) throws IOException {
    return new Scan(file, file.size()).run();
  }

  /** Fills the buffer from a position of the file, or says that the file got shorter. */
  static void readFully(FileChannel file, ByteBuffer into, long position) throws IOException {
    long at = position;
    while (into.hasRemaining()) {
      int read = file.read(into, at);
      if (read < 0) {
        throw new EOFException("the file became shorter while it was read");
      }
      at += read;
    }
    into.flip();
  }

  /** One pass over the headers of one file. */
  private static final class Scan {
    private final FileChannel file;
    private final long fileSize;
    private final List<Chunk> chunks = new ArrayList<>();
    private @Nullable WavFormat format;
    private boolean samplesSeen;

    Scan(FileChannel file, long fileSize) {
      this.file = file;
      this.fileSize = fileSize;
    }

    WavLayout run() throws IOException {
      requireRiff();
      long at = RIFF_HEADER_BYTES;
      while (at < fileSize) {
        Chunk chunk = chunkAt(at);
        if (chunk == null || (samplesSeen && chunks.size() == MAX_CHUNKS)) {
          break; // padding, of as many empty chunks as you like
        }
        accept(chunk);
        at = chunk.end() + (chunk.size & 1);
      }
      if (format == null) {
        throw new WavException("no fmt chunk in the file of " + fileSize + " bytes");
      }
      if (!samplesSeen) {
        throw new WavException("no data chunk in the file of " + fileSize + " bytes");
      }
      return new WavLayout(format, List.copyOf(chunks));
    }

    private void requireRiff() throws IOException {
      if (fileSize == 0) {
        throw new WavException("the file is empty (0 bytes)");
      }
      ByteBuffer head = readAt(0, (int) Math.min(fileSize, RIFF_HEADER_BYTES));
      boolean isWav =
          fileSize >= RIFF_HEADER_BYTES && head.getInt(0) == RIFF && head.getInt(8) == WAVE;
      if (!isWav) {
        throw new WavException(
            "not a WAV file: begins with \"" + printable(head) + "\" (expected: RIFF....WAVE)");
      }
    }

    /** The chunk at a position; null for stray bytes or a cut-off chunk behind the samples. */
    private @Nullable Chunk chunkAt(long at) throws IOException {
      long left = fileSize - at;
      if (left < CHUNK_HEADER_BYTES) {
        if (samplesSeen) {
          return null;
        }
        throw new WavException(
            "%d stray bytes where a chunk header of 8 should be (file of %d bytes); cut off"
                .formatted(left, fileSize));
      }
      ByteBuffer header = readAt(at, CHUNK_HEADER_BYTES);
      long size = Integer.toUnsignedLong(header.getInt(4));
      long remaining = left - CHUNK_HEADER_BYTES;
      if (size > remaining) {
        if (samplesSeen) {
          return null;
        }
        throw new WavException(
            "%s chunk says %d bytes but only %d remain (file of %d bytes); the file was cut off or the size is wrong"
                .formatted(printable(header.limit(4)).strip(), size, remaining, fileSize));
      }
      return new Chunk(header.getInt(0), at + CHUNK_HEADER_BYTES, size);
    }

    private void accept(Chunk chunk) throws IOException {
      if (chunks.size() == MAX_CHUNKS) {
        throw new WavException("more than " + MAX_CHUNKS + " chunks");
      }
      chunks.add(chunk);
      if (chunk.id == FMT) {
        acceptFormat(chunk);
      } else if (chunk.id == DATA) {
        acceptSamples(chunk);
      }
    }

    private void acceptFormat(Chunk chunk) throws IOException {
      if (format != null) {
        throw new WavException("more than one fmt chunk");
      }
      if (chunk.size < WavFormat.MIN_CHUNK_BYTES || chunk.size > WavFormat.MAX_CHUNK_BYTES) {
        throw new WavException(
            "fmt chunk of %d bytes (expected: %d to %d)"
                .formatted(chunk.size, WavFormat.MIN_CHUNK_BYTES, WavFormat.MAX_CHUNK_BYTES));
      }
      format = WavFormat.parse(readAt(chunk.offset, (int) chunk.size));
    }

    private void acceptSamples(Chunk chunk) throws WavException {
      if (samplesSeen) {
        throw new WavException("more than one data chunk");
      }
      if (format == null) {
        throw new WavException("data chunk before any fmt chunk");
      }
      if (chunk.size % format.frameBytes() != 0) {
        throw new WavException(
            "data chunk of %d bytes is not a whole number of frames of %d bytes"
                .formatted(chunk.size, format.frameBytes()));
      }
      samplesSeen = true;
    }

    private ByteBuffer readAt(long position, int bytes) throws IOException {
      ByteBuffer buffer = little(ByteBuffer.allocate(bytes));
      readFully(file, buffer, position);
      return buffer;
    }

    private static String printable(ByteBuffer bytes) {
      StringBuilder text = new StringBuilder();
      for (int i = 0; i < bytes.limit(); i++) {
        int value = Byte.toUnsignedInt(bytes.get(i));
        text.append(
            value >= ' ' && value < 0x7F
                ? String.valueOf((char) value)
                : String.format(Locale.ROOT, "\\x%02x", value));
      }
      return text.toString();
    }
  }
}
