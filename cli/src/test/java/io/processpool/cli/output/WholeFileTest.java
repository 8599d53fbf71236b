package io.processpool.cli.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
  void shouldLeaveNothingWhereItFails() throws IOException {
    Path full = Files.createDirectory(folder.resolve("page"));
    Files.createFile(full.resolve("inhabitant"));

    assertThatThrownBy(() -> WholeFile.write(full, new byte[1])).isInstanceOf(IOException.class);
    assertThat(folder).isDirectoryNotContaining("glob:**.tmp");
  }
}
