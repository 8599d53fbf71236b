package io.processpool.cli.wav;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class WavRewriterTest {

  private static final SampleFilter NOTHING = (samples, count) -> {};

  @TempDir Path folder;

  static Stream<Arguments> formats() {
    return Stream.of(8, 16, 24, 32)
        .flatMap(
            bits -> Stream.of(1, 2, 3, 6, 64).map(channels -> Arguments.of(1, bits, channels)));
  }

  static Stream<Arguments> floatFormats() {
    return Stream.of(32, 64)
        .flatMap(bits -> Stream.of(1, 2, 6).map(channels -> Arguments.of(bits, channels)));
  }

  @ParameterizedTest(name = "{1} bits, {2} channels")
  @MethodSource("formats")
  void anUnchangedIntegerFileComesBackByteForByte(int tag, int bits, int channels)
      throws IOException {
    byte[] data = new byte[channels * bits / 8 * 30_011];
    new Random(bits).nextBytes(data);
    byte[] file =
        new WavBytes()
            .chunk("fmt ", WavBytes.format(tag, channels, 44_100, bits))
            .chunk("data", data)
            .bytes();

    assertThat(rewritten(file, NOTHING)).isEqualTo(file);
  }

  @ParameterizedTest(name = "{0} bits, {1} channels")
  @MethodSource("floatFormats")
  void anUnchangedFloatFileComesBackByteForByte(int bits, int channels) throws IOException {
    Random random = new Random(bits);
    ByteBuffer data = WavBytes.little(channels * bits / 8 * 30_011);
    while (data.hasRemaining()) {
      if (bits == 32) {
        data.putFloat(random.nextFloat() * 2 - 1);
      } else {
        data.putDouble(random.nextDouble() * 2 - 1);
      }
    }
    byte[] file =
        new WavBytes()
            .chunk("fmt ", WavBytes.format(3, channels, 96_000, bits))
            .chunk("data", data.array())
            .bytes();

    assertThat(rewritten(file, NOTHING)).isEqualTo(file);
  }

  @ParameterizedTest(name = "{0} bits wide, unusual")
  @MethodSource("unusualWidths")
  void widthsThatFewProgramsWriteComeBackToo(int bits) throws IOException {
    int sampleBytes = (bits + 7) / 8;
    ByteBuffer data = WavBytes.little(Long.BYTES + sampleBytes * 100);
    Random random = new Random(bits);
    for (int i = 0; i < 100; i++) {
      // Doubles hold 53 bits; a sample of 64 with the lowest ones zero is exact.
      long level = random.nextLong() & ~0xFFFL;
      long value = bits <= 8 ? level ^ Long.MIN_VALUE : level;
      long kept = value >>> (64 - bits) << (64 - bits);
      data.putLong(i * sampleBytes, kept >>> (64 - sampleBytes * 8));
    }
    byte[] file =
        new WavBytes()
            .chunk("fmt ", WavBytes.format(1, 1, 8000, bits))
            .chunk("data", Arrays.copyOf(data.array(), sampleBytes * 100))
            .bytes();

    assertThat(rewritten(file, NOTHING)).isEqualTo(file);
  }

  static Stream<Integer> unusualWidths() {
    return Stream.of(4, 12, 20, 40, 48, 56, 64);
  }

  @Test
  void extensibleFilesKeepTheirHeaderAndTheirUnusedBits() throws IOException {
    byte[] samples = {0, (byte) 0x10, 0x20, 0, (byte) 0xF0, (byte) 0x80};
    byte[] file =
        new WavBytes()
            .chunk("fmt ", WavBytes.extensible(1, 2, 24, 20))
            .chunk("data", samples)
            .bytes();

    assertThat(rewritten(file, NOTHING)).isEqualTo(file);
    byte[] louder = rewritten(file, (block, count) -> Arrays.setAll(block, i -> 1e-6));
    assertThat(louder[louder.length - 3] & 0x0F).as("the four unused bits").isZero();
    assertThat(louder[louder.length - 3] & 0xF0).as("rounded to one of 2^19 steps").isEqualTo(0x10);
  }

  @Test
  void extensibleFloatsAreFloats() throws IOException {
    byte[] data = WavBytes.little(8).putFloat(0.25f).putFloat(-0.5f).array();
    byte[] file =
        new WavBytes().chunk("fmt ", WavBytes.extensible(3, 1, 32, 32)).chunk("data", data).bytes();

    byte[] out = rewritten(file, (samples, count) -> samples[0] += 0.5);

    assertThat(WavBytes.little(8).put(out, out.length - 8, 8).getFloat(0)).isEqualTo(0.75f);
  }

  @Test
  void loudSamplesAreClippedAndNeverWrap() throws IOException {
    byte[] out =
        rewritten(
            WavBytes.pcm16(0, 0, 32767, -32768),
            (samples, count) -> {
              samples[0] = 1.5;
              samples[1] = -1.5;
              samples[2] += 0.1;
              samples[3] -= 0.1;
            });

    assertThat(out).isEqualTo(WavBytes.pcm16(32767, -32768, 32767, -32768));
  }

  @Test
  void samplesAreRoundedToTheNearestValue() throws IOException {
    byte[] out =
        rewritten(
            WavBytes.pcm16(0, 0, 0),
            (samples, count) -> {
              samples[0] = 0.6 / 32768;
              samples[1] = -0.6 / 32768;
              samples[2] = 0.4 / 32768;
            });

    assertThat(out).isEqualTo(WavBytes.pcm16(1, -1, 0));
  }

  @Test
  void eightBitsAreUnsigned() throws IOException {
    byte[] format = WavBytes.format(1, 1, 8000, 8);
    byte[] silence = {(byte) 128, (byte) 128, (byte) 128, (byte) 128};
    byte[] file = new WavBytes().chunk("fmt ", format).chunk("data", silence).bytes();

    byte[] out =
        rewritten(
            file,
            (samples, count) -> {
              assertThat(samples[0]).isZero();
              samples[1] = 1;
              samples[2] = -1;
              samples[3] = 0.5;
            });

    assertThat(Arrays.copyOfRange(out, out.length - 4, out.length))
        .containsExactly(128, 255, 0, 192);
  }

  @Test
  void floatsAreClippedToOne() throws IOException {
    byte[] out = rewritten(WavBytes.floats(2f, -3f, Float.POSITIVE_INFINITY, 0.5f), NOTHING);

    assertThat(out).isEqualTo(WavBytes.floats(1f, -1f, 1f, 0.5f));
  }

  @Test
  void aFileWithoutSamplesIsValid() throws IOException {
    assertThat(rewritten(WavBytes.floats(), NOTHING)).isEqualTo(WavBytes.floats());
  }

  @Test
  void otherChunksStayWhereTheyAreAndOddOnesKeepTheirPadding() throws IOException {
    byte[] format = WavBytes.format(1, 1, 8000, 8);
    byte[] file =
        new WavBytes()
            .chunk("LIST", "INFO1".getBytes(java.nio.charset.StandardCharsets.US_ASCII))
            .chunk("fmt ", format)
            .chunk("data", new byte[] {1, 2, 3})
            .chunk("cue ", new byte[70_001])
            .bytes();

    assertThat(rewritten(file, NOTHING)).isEqualTo(file);
  }

  @Test
  void peaksThatWouldBeWrongAreDropped() throws IOException {
    byte[] format = WavBytes.format(1, 1, 8000, 16);
    byte[] with =
        new WavBytes()
            .chunk("fmt ", format)
            .chunk("PEAK", new byte[16])
            .chunk("data", new byte[4])
            .bytes();
    byte[] without = new WavBytes().chunk("fmt ", format).chunk("data", new byte[4]).bytes();

    assertThat(rewritten(with, NOTHING)).isEqualTo(without);
  }

  @Test
  void aWrongOuterSizeIsMendedAndStrayBytesBehindTheSamplesAreDropped() throws IOException {
    byte[] good = WavBytes.pcm16(1, 2, 3);
    byte[] lying = Arrays.copyOf(good, good.length + 5);
    WavBytes.little(4).putInt(0xFFFF_FFF0).flip().get(lying, 4, 4);

    assertThat(rewritten(lying, NOTHING)).isEqualTo(good);
  }

  @Test
  void aLastPaddingByteMayBeMissing() throws IOException {
    byte[] format = WavBytes.format(1, 1, 8000, 8);
    byte[] whole = new WavBytes().chunk("fmt ", format).chunk("data", new byte[3]).bytes();

    assertThat(rewritten(Arrays.copyOf(whole, whole.length - 1), NOTHING)).isEqualTo(whole);
  }

  private byte[] rewritten(byte[] file, SampleFilter filter) throws IOException {
    Path input = Files.write(folder.resolve("in.wav"), file);
    NewFile output = new NewFile(folder.resolve("out.wav"), folder.resolve("out.tmp"));
    try (FileChannel in = FileChannel.open(input)) {
      output.write(out -> new WavRewriter(in, out).rewrite(filter));
    }
    assertThat(output.temporary()).doesNotExist();
    return Files.readAllBytes(output.target());
  }
}
