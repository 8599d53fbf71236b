package io.processpool.cli.wav;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SineWaveTest {

  private static final int HEADER_BYTES = 58;

  @TempDir Path folder;

  @Test
  void isASineOfHalfScaleInFloats() throws IOException {
    byte[] file = Files.readAllBytes(written(new SineWave(2, 8000, 440)));

    ByteBuffer bytes = WavBytes.little(file.length).put(file);
    assertThat(file).hasSize(HEADER_BYTES + 2 * 8000 * 4);
    for (int i : new int[] {0, 1, 5, 7999, 15_999}) {
      double expected = 0.5 * Math.sin(2 * Math.PI * 440 * i / 8000);
      assertThat((double) bytes.getFloat(HEADER_BYTES + i * 4)).isCloseTo(expected, within(1e-6));
    }
  }

  @Test
  void itsFileIsRecognised() throws IOException {
    SineWave wave = new SineWave(3.5, 8000, 440);
    Path file = written(wave);

    assertThat(wave.isIn(file)).isTrue();
    assertThat(new SineWave(3.5, 8000, 441).isIn(file)).as("another frequency").isFalse();
    assertThat(new SineWave(3.4, 8000, 440).isIn(file)).as("shorter").isFalse();
    assertThat(new SineWave(1.75, 16_000, 440).isIn(file)).as("another rate").isFalse();
    assertThat(wave.isIn(folder.resolve("missing.wav"))).isFalse();
    assertThat(wave.isIn(folder)).as("a folder").isFalse();
  }

  @Test
  void mayBeEmpty() throws IOException {
    SineWave wave = new SineWave(0, 8000, 440);

    assertThat(wave.isIn(written(wave))).isTrue();
  }

  private Path written(SineWave wave) throws IOException {
    Path file = folder.resolve("sine.wav");
    try (FileChannel out =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      wave.write(out);
    }
    return file;
  }
}
