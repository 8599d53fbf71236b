package io.processpool.cli.etl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.processpool.cli.options.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlanTest {

  @TempDir Path folder;

  @Test
  void aFolderMeansItsWavFilesInOrderWithoutEarlierOutputs() throws IOException {
    for (String name : List.of("b.wav", "a.WAV", "a-transformed.wav", "c.txt", "ü \n.wav")) {
      Files.createFile(folder.resolve(name));
    }
    Files.createDirectory(folder.resolve("folder.wav"));

    List<Plan.Item> items = Plan.of(List.of(folder), Optional.empty());

    assertThat(items)
        .extracting(item -> item.input().getFileName().toString())
        .containsExactly("a.WAV", "b.wav", "ü \n.wav");
    assertThat(items)
        .extracting(item -> item.output().getFileName().toString())
        .containsExactly("a-transformed.wav", "b-transformed.wav", "ü \n-transformed.wav");
    assertThat(items).extracting(item -> item.pair().index()).containsExactly(0, 1, 2);
  }

  @Test
  void outputsLieBesideTheirInputsOrInTheOutFolder() {
    Path input = Path.of("some", "where", "a.wav");

    assertThat(Plan.of(List.of(input), Optional.empty()).get(0).output())
        .isEqualTo(Path.of("some", "where", "a-transformed.wav"));
    assertThat(Plan.of(List.of(input), Optional.of(Path.of("out"))).get(0).output())
        .isEqualTo(Path.of("out", "a-transformed.wav"));
  }

  @Test
  void whatTravelsIsAbsolute() {
    FilePair pair = Plan.of(List.of(Path.of("a.wav")), Optional.empty()).get(0).pair();

    assertThat(Path.of(pair.input())).isAbsolute();
    assertThat(Path.of(pair.output())).isAbsolute();
  }

  @Test
  void aSummaryInPlaceOfASoundIsRefused() {
    List<Plan.Item> items = Plan.of(List.of(Path.of("x/a.wav")), Optional.empty());

    for (String name : List.of("x/a.wav", "./x/../x/a-transformed.wav")) {
      assertThatThrownBy(() -> Plan.requireApart(items, "--summary", Path.of(name)))
          .hasMessage(
              "--summary: " + name + " is a sound file of this run (expected: another file)");
    }
    Plan.requireApart(items, "--summary", Path.of("x/a.json"));
  }

  @Test
  void twoInputsForOneOutputAreRefused() {
    assertThatThrownBy(
            () ->
                Plan.of(
                    List.of(Path.of("x/a.wav"), Path.of("y/a.wav")), Optional.of(Path.of("out"))))
        .isInstanceOf(UsageException.class)
        .hasMessageContainingAll("written twice", "x/a.wav", "y/a.wav");
    assertThatThrownBy(
            () -> Plan.of(List.of(Path.of("a.wav"), Path.of("./a.wav")), Optional.empty()))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("written twice");
  }

  @Test
  void oneFileThroughTwoLinkedFoldersIsRefused() throws IOException {
    Path real = Files.createDirectory(folder.resolve("real"));
    Path link = Files.createSymbolicLink(folder.resolve("link"), real);

    assertThatThrownBy(
            () -> Plan.of(List.of(real.resolve("a.wav"), link.resolve("a.wav")), Optional.empty()))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("written twice");
  }

  @Test
  void anOutputThatIsAnInputIsRefused() {
    assertThatThrownBy(
            () ->
                Plan.of(List.of(Path.of("a-transformed.wav"), Path.of("a.wav")), Optional.empty()))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("a-transformed.wav is an input and the output of a.wav; use --out");
  }
}
