package io.processpool.cli.output;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WholeFileTest {

  @TempDir Path folder;

  @Test
  void shouldReplaceWhatIsThereAndLeaveNothingElse() throws IOException {
    Path file = folder.resolve("page");
    WholeFile.write(file, new byte[] {1, 2, 3});
    WholeFile.write(file, new byte[] {4});

    assertThat(file).hasBinaryContent(new byte[] {4});
    assertThat(folder).isDirectoryContaining(file::equals).isDirectoryNotContaining("glob:**.tmp");
  }

  @Test
  void shouldWriteWhereALinkLeads() throws IOException {
    Path target = Files.createFile(folder.resolve("target"));
    Path link = Files.createSymbolicLink(folder.resolve("link"), target);
    WholeFile.write(link, new byte[] {4});

    assertThat(link).isSymbolicLink();
    assertThat(target).hasBinaryContent(new byte[] {4});
  }

  @Test
  void shouldWriteBehindWhatADescriptorHasWritten() throws IOException {
    Path file = Files.writeString(folder.resolve("results"), "results, ");
    try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw");
        Stream<Path> own = Files.list(Path.of("/proc/self/fd"))) {
      assertThat(open.length()).isPositive();
      Path name = own.filter(each -> leadsTo(each, file)).findFirst().orElseThrow();
      WholeFile.write(name, "summary".getBytes(UTF_8));
    }
    assertThat(file).hasContent("results, summary");
  }

  private static boolean leadsTo(Path link, Path file) {
    try {
      return Files.readSymbolicLink(link).equals(file.toRealPath());
    } catch (IOException e) {
      return false; // that of the listing itself
    }
  }

  @Test
  void shouldLeaveNothingWhereItFails() throws IOException {
    Path full = Files.createDirectory(folder.resolve("page"));
    Files.createFile(full.resolve("inhabitant"));

    assertThatThrownBy(() -> WholeFile.write(full, new byte[1])).isInstanceOf(IOException.class);
    assertThat(folder).isDirectoryNotContaining("glob:**.tmp");
  }
}
