package io.processpool.cli.wav;

import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.Map;

/**
 * How samples are laid out in a file, checked. Immutable.
 *
 * @param floating IEEE floats, otherwise integers
 * @param channels 1 or more
 * @param rate frames per second, 1 or more
 * @param sampleBytes what one sample takes in the file, 1 to 8
 * @param bits those of them that mean something, the highest ones
 */
record WavFormat(boolean floating, int channels, long rate, int sampleBytes, int bits) {

  /** The smallest format chunk there is. */
  static final int MIN_CHUNK_BYTES = 16;

  /** Far more than any format needs; a longer one is refused before it is read. */
  static final int MAX_CHUNK_BYTES = 1024;

  private static final int EXTENSIBLE_CHUNK_BYTES = 40;
  private static final int PCM = 1;
  private static final int FLOAT = 3;
  private static final int EXTENSIBLE = 0xFFFE;

  /** The tail of a sub-format GUID whose first two bytes are a format tag, as two longs. */
  private static final long GUID_MIDDLE = 0x0010_0000_0000L;

  private static final long GUID_END = 0x719B_3800_AA00_0080L;

  private static final Map<Integer, String> UNSUPPORTED =
      Map.of(
          2, "MS ADPCM", 6, "A-law", 7, "mu-law", 0x11, "IMA ADPCM", 0x31, "GSM 6.10", 0x55, "MP3");

  /** Bytes of one frame, the samples of all channels. */
  int frameBytes() {
    return channels * sampleBytes;
  }

  /**
   * Reads the body of a format chunk.
   *
   * @param body little-endian, all of it, at least {@link #MIN_CHUNK_BYTES}
   * @throws WavException if the values contradict each other or are not supported
   */
  static WavFormat parse(ByteBuffer body) throws WavException {
    int tag = Short.toUnsignedInt(body.getShort(0));
    int channels = Short.toUnsignedInt(body.getShort(2));
    long rate = Integer.toUnsignedLong(body.getInt(4));
    int blockAlign = Short.toUnsignedInt(body.getShort(12));
    int containerBits = Short.toUnsignedInt(body.getShort(14));
    int bits = containerBits;
    if (tag == EXTENSIBLE) {
      tag = subFormat(body);
      int validBits = Short.toUnsignedInt(body.getShort(18));
      bits = validBits == 0 ? containerBits : validBits;
    }
    requireSupported(tag);
    require(channels >= 1, "channels: 0 (expected: 1 or more)");
    require(rate >= 1, "sample rate: 0 Hz (expected: 1 Hz or more)");
    boolean floating = tag == FLOAT;
    requireBits(floating, bits, containerBits);
    int sampleBytes = (containerBits + 7) / 8;
    require(
        blockAlign == channels * sampleBytes,
        "block align: %d bytes (expected: %d, for %d channels of %d bits)",
        blockAlign,
        (long) channels * sampleBytes,
        channels,
        containerBits);
    return new WavFormat(floating, channels, rate, sampleBytes, bits);
  }

  private static int subFormat(ByteBuffer body) throws WavException {
    require(
        body.limit() >= EXTENSIBLE_CHUNK_BYTES,
        "extensible fmt chunk of %d bytes (expected: %d or more)",
        body.limit(),
        EXTENSIBLE_CHUNK_BYTES);
    boolean known = body.getLong(24) >>> 16 == GUID_MIDDLE && body.getLong(32) == GUID_END;
    require(known, "unknown sub-format in the extensible header; only linear PCM and IEEE float");
    return Short.toUnsignedInt(body.getShort(24));
  }

  private static void requireSupported(int tag) throws WavException {
    if (tag != PCM && tag != FLOAT) {
      String name = UNSUPPORTED.getOrDefault(tag, "unknown");
      throw new WavException(
          String.format(
              Locale.ROOT,
              "format 0x%04X (%s) is not supported; only linear PCM and IEEE float, convert it first",
              tag,
              name));
    }
  }

  private static void requireBits(boolean floating, int bits, int containerBits)
      throws WavException {
    if (floating) {
      require(
          containerBits == 32 || containerBits == 64,
          "float samples of %d bits (expected: 32 or 64)",
          containerBits);
    } else {
      require(
          containerBits >= 1 && containerBits <= 64,
          "integer samples of %d bits (expected: 1 to 64)",
          containerBits);
      require(
          bits <= containerBits,
          "%d valid bits in samples of %d bits (expected: no more than fit)",
          bits,
          containerBits);
    }
  }

  private static void require(boolean condition, String message, Object... values)
      throws WavException {
    if (!condition) {
      throw new WavException(String.format(Locale.ROOT, message, values));
    }
  }
}
