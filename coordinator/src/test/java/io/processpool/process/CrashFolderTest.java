package io.processpool.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CrashFolderTest {

  private static final String TEXT =
      """
      #
      # A fatal error has been detected by the Java Runtime Environment:
      #
      #  SIGSEGV (0xb) at pc=0x00007f, pid=7, tid=8
      #
      # Problematic frame:
      # C  [libfoo.so+0x12]  foo+0x2
      #
      """;

  @TempDir Path base;
  Path kept;
  CrashFolder crashes;

  @BeforeEach
  void open() {
    kept = base.resolve("crashes");
    crashes = new CrashFolder(kept, base);
  }

  @Test
  void shouldMoveTheFileToAPlaceOnlyForThisUser() throws IOException {
    CrashFile file = crashes.keep(crashFile(7)).orElseThrow();

    assertThat(file.path()).isEqualTo(kept.resolve("hs_err_7.log")).hasContent(TEXT);
    assertThat(file.problematicFrame()).isEqualTo("C [libfoo.so+0x12] foo+0x2");
    assertThat(base.resolve("hs_err_7.log")).doesNotExist();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(kept)))
        .isEqualTo("rwx------");
  }

  @Test
  void shouldKeepTheLastThree() throws IOException {
    for (int pid = 1; pid <= 5; pid++) {
      Path file = crashFile(pid);
      Files.setLastModifiedTime(file, FileTime.fromMillis(pid * 1000L));
      crashes.keep(file);
    }

    try (var files = Files.list(kept)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("hs_err_3.log", "hs_err_4.log", "hs_err_5.log");
    }
  }

  @Test
  void shouldHaveNothingToTellWithoutACrash() {
    assertThat(crashes.keep(base.resolve("hs_err_7.log"))).isEmpty();
    assertThat(kept).doesNotExist();
  }

  @Test
  void shouldNotWriteThroughALinkThatSomebodyPutThere() throws IOException {
    Path elsewhere = Files.createDirectory(base.resolve("elsewhere"));
    Files.createSymbolicLink(kept, elsewhere);

    Optional<CrashFile> file = crashes.keep(crashFile(7));

    assertThat(file.orElseThrow().path()).isEqualTo(base.resolve("hs_err_7.log"));
    assertThat(elsewhere).isEmptyDirectory();
  }

  @Test
  void shouldAdmitThatAFileNamesNoFrame() {
    assertThat(CrashFile.frameIn(List.of("# Problematic frame:"))).isNull();
    assertThat(CrashFile.frameIn(List.of("# Problematic frame:", "#"))).isNull();
    assertThat(CrashFile.frameIn(List.of())).isNull();
  }

  private Path crashFile(long pid) throws IOException {
    return Files.writeString(base.resolve("hs_err_" + pid + ".log"), TEXT);
  }
}
