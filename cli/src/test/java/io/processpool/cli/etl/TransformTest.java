package io.processpool.cli.etl;

import static org.assertj.core.api.Assertions.assertThat;

import io.processpool.cli.wav.WavBytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TransformTest {

  private final Transform work = new Transform("run", 7, 0.1);

  @TempDir Path folder;

  @Test
  void writesTheOutputAndSaysHowManySamplesItHas() throws IOException {
    Path input = Files.write(folder.resolve("a.wav"), WavBytes.pcm16(1, 2, 3));

    FileResult result = work.call(pair(input));

    assertThat(result.error()).isNull();
    assertThat(result.samples()).isEqualTo(3);
    assertThat(names()).containsExactly("a-transformed.wav", "a.wav");
  }

  @Test
  void aBrokenFileIsAResultThatSaysWhy() throws IOException {
    Path input = Files.write(folder.resolve("a.wav"), new byte[0]);

    assertThat(work.call(pair(input)).error()).isEqualTo("the file is empty (0 bytes)");
    assertThat(names()).containsExactly("a.wav");
  }

  @Test
  void whatIsNoFileIsRefusedWithoutOpeningIt() throws IOException {
    assertThat(work.call(pair(folder.resolve("missing.wav"))).error())
        .isEqualTo("no such file or folder");
    assertThat(work.call(new FilePair(0, "/dev/zero", folder.resolve("z.wav").toString())).error())
        .isEqualTo("not a regular file");
  }

  @Test
  void anOutputThatCannotBeWrittenSaysSo() throws IOException {
    Path input = Files.write(folder.resolve("a.wav"), WavBytes.pcm16(1, 2, 3));
    FilePair pair =
        new FilePair(0, input.toString(), folder.resolve("gone").resolve("a.wav").toString());

    assertThat(work.call(pair).error()).isEqualTo("cannot write a.wav: no such file or folder");
  }

  @Test
  void anEarlierOutputStaysWhenTheNewOneFails() throws IOException {
    Path input = Files.write(folder.resolve("a.wav"), new byte[3]);
    Path earlier = Files.write(folder.resolve("a-transformed.wav"), new byte[] {1});

    assertThat(work.call(pair(input)).error()).isNotNull();
    assertThat(earlier).hasBinaryContent(new byte[] {1});
  }

  private static FilePair pair(Path input) {
    return Plan.of(List.of(input), Optional.empty()).get(0).pair();
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
