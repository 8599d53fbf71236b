package io.processpool.cli.wav;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
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

class BrokenWavTest {

  private static final byte[] GOOD = WavBytes.pcm16(1, 2, 3, 4);

  @TempDir Path folder;

  static Stream<Arguments> broken() {
    byte[] format = WavBytes.format(1, 2, 8000, 16);
    return Stream.of(
        Arguments.of(new byte[0], "the file is empty (0 bytes)"),
        Arguments.of(ascii("RIFF"), "begins with \"RIFF\" (expected: RIFF....WAVE)"),
        Arguments.of(ascii("hello,\nthis is no sound"), "begins with \"hello,\\x0athis \""),
        Arguments.of(ascii("RIFX____WAVE________"), "not a WAV file"),
        Arguments.of(ascii("RIFF____WAVE"), "no fmt chunk in the file of 12 bytes"),
        Arguments.of(Arrays.copyOf(GOOD, 30), "fmt chunk says 16 bytes but only 10 remain"),
        Arguments.of(Arrays.copyOf(GOOD, 40), "4 stray bytes where a chunk header of 8 should be"),
        Arguments.of(Arrays.copyOf(GOOD, 36), "no data chunk in the file of 36 bytes"),
        Arguments.of(
            Arrays.copyOf(GOOD, GOOD.length - 3),
            "data chunk says 8 bytes but only 5 remain (file of 49 bytes)"),
        Arguments.of(
            new WavBytes().chunk("fmt ", format).chunk("data", 0x7FFF_FFF0L, new byte[8]).bytes(),
            "data chunk says 2147483632 bytes but only 8 remain"),
        Arguments.of(
            new WavBytes().chunk("fmt ", format).chunk("data", 0xFFFF_FFFFL, new byte[8]).bytes(),
            "data chunk says 4294967295 bytes but only 8 remain"),
        Arguments.of(
            new WavBytes().chunk("LIST", 0xFFFF_FFF0L, new byte[8]).bytes(),
            "LIST chunk says 4294967280 bytes but only 8 remain"),
        Arguments.of(
            new WavBytes().chunk("fmt ", format).chunk("data", new byte[6]).bytes(),
            "data chunk of 6 bytes is not a whole number of frames of 4 bytes"),
        Arguments.of(
            new WavBytes().chunk("data", new byte[4]).chunk("fmt ", format).bytes(),
            "data chunk before any fmt chunk"),
        Arguments.of(
            new WavBytes().chunk("fmt ", format).chunk("fmt ", format).bytes(),
            "more than one fmt chunk"),
        Arguments.of(
            new WavBytes()
                .chunk("fmt ", format)
                .chunk("data", new byte[4])
                .chunk("data", new byte[4])
                .bytes(),
            "more than one data chunk"));
  }

  static Stream<Arguments> strangeFormats() {
    return Stream.of(
        Arguments.of(withFormat(new byte[14]), "fmt chunk of 14 bytes (expected: 16 to 1024)"),
        Arguments.of(withFormat(new byte[5000]), "fmt chunk of 5000 bytes"),
        Arguments.of(withFormat(WavBytes.format(6, 1, 8000, 8)), "0x0006 (A-law) is not supported"),
        Arguments.of(withFormat(WavBytes.format(0x55, 1, 8000, 0)), "(MP3) is not supported"),
        Arguments.of(withFormat(WavBytes.format(0x1234, 1, 8000, 8)), "0x1234 (unknown)"),
        Arguments.of(withFormat(WavBytes.format(1, 0, 8000, 16)), "channels: 0"),
        Arguments.of(withFormat(WavBytes.format(1, 65_535, 8000, 16)), "block align: 65534 bytes"),
        Arguments.of(withFormat(WavBytes.format(1, 1, 0, 16)), "sample rate: 0 Hz"),
        Arguments.of(withFormat(WavBytes.format(1, 1, 8000, 0)), "integer samples of 0 bits"),
        Arguments.of(withFormat(WavBytes.format(1, 1, 8000, 72)), "integer samples of 72 bits"),
        Arguments.of(withFormat(WavBytes.format(3, 1, 8000, 16)), "float samples of 16 bits"),
        Arguments.of(
            withFormat(Arrays.copyOf(WavBytes.extensible(1, 1, 16, 16), 26)),
            "extensible fmt chunk of 26 bytes (expected: 40 or more)"),
        Arguments.of(
            withFormat(WavBytes.extensible(1, 1, 16, 20)), "20 valid bits in samples of 16 bits"),
        Arguments.of(withFormat(WavBytes.extensible(7, 1, 8, 8)), "(mu-law) is not supported"),
        Arguments.of(withFormat(oddGuid()), "unknown sub-format"),
        Arguments.of(manyChunks(), "more than 1024 chunks"));
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource({"broken", "strangeFormats"})
  void aBrokenFileSaysWhatIsWrongAndLeavesNothing(byte[] file, String message) throws IOException {
    assertThatThrownBy(() -> rewrite(file))
        .isInstanceOf(WavException.class)
        .hasMessageContaining(message);
    assertThat(folder.resolve("out.wav")).doesNotExist();
    assertThat(folder.resolve("out.tmp")).doesNotExist();
  }

  @Test
  void noMutationOfAHeaderDoesMoreThanFailOrSucceed() throws IOException {
    Random random = new Random(7);
    byte[] extensible =
        new WavBytes()
            .chunk("fmt ", WavBytes.extensible(1, 2, 24, 20))
            .chunk("data", new byte[60])
            .bytes();
    for (int i = 0; i < 2000; i++) {
      byte[] mutated = (i % 2 == 0 ? GOOD : extensible).clone();
      for (int k = 0; k <= i % 4; k++) {
        mutated[random.nextInt(mutated.length)] = (byte) random.nextInt();
      }
      try {
        rewrite(mutated);
      } catch (WavException e) {
        assertThat(e).hasMessageNotContaining("null");
      }
    }
  }

  private void rewrite(byte[] file) throws IOException {
    Path input = Files.write(folder.resolve("in.wav"), file);
    NewFile output = new NewFile(folder.resolve("out.wav"), folder.resolve("out.tmp"));
    try (FileChannel in = FileChannel.open(input)) {
      output.write(out -> new WavRewriter(in, out).rewrite((samples, count) -> {}));
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] withFormat(byte[] format) {
    return new WavBytes().chunk("fmt ", format).chunk("data", new byte[0]).bytes();
  }

  private static byte[] oddGuid() {
    byte[] format = WavBytes.extensible(1, 1, 16, 16);
    format[39] = 0;
    return format;
  }

  private static byte[] manyChunks() {
    WavBytes file = new WavBytes();
    for (int i = 0; i < 2000; i++) {
      file.chunk("junk", new byte[0]);
    }
    return file.bytes();
  }
}
