package io.processpool.process;

import static io.processpool.process.Children.exitOf;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class RunFolderTest {

  @TempDir Path base;

  @Test
  void shouldLetNobodyElseIn() throws Exception {
    try (RunFolder folder = RunFolder.createIn(List.of(base))) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.path())))
          .isEqualTo("rwx------");
      assertThat(folder.path().getFileName().toString())
          .matches("processpool-" + ProcessHandle.current().pid() + "-[0-9a-z]{8}");
    }
  }

  @Test
  void shouldFindABaseOnThisMachine() throws Exception {
    try (RunFolder folder = RunFolder.create()) {
      assertThat(folder.path()).isDirectory();
      assertThat(folder.socketPath()).isPresent();
    }
  }

  @Test
  void shouldPreferABaseThatIsShortEnoughForASocket() throws Exception {
    Path longBase = Files.createDirectory(base.resolve("x".repeat(120)));
    try (RunFolder folder = RunFolder.createIn(List.of(longBase, base))) {
      assertThat(folder.path().getParent()).isEqualTo(base);
      assertThat(folder.socketPath().orElseThrow().toString().getBytes(UTF_8).length)
          .isLessThanOrEqualTo(RunFolder.MAX_SOCKET_PATH_BYTES);
    }
  }

  @Test
  void shouldHaveNoSocketPathWhenEveryBaseIsTooLong() throws Exception {
    Path longBase = Files.createDirectory(base.resolve("x".repeat(120)));
    try (RunFolder folder = RunFolder.createIn(List.of(longBase))) {
      assertThat(folder.socketPath()).isEmpty();
      assertThat(folder.path()).isDirectory();
    }
  }

  @Test
  void shouldGoOnToTheNextBaseWhenOneCannotBeUsed() throws Exception {
    ListAppender<ILoggingEvent> said = new ListAppender<>();
    said.start();
    Logger logger = (Logger) LoggerFactory.getLogger(RunFolder.class);
    logger.addAppender(said);
    try (RunFolder folder = RunFolder.createIn(List.of(base.resolve("missing"), base))) {
      assertThat(folder.path().getParent()).isEqualTo(base);
    } finally {
      logger.detachAppender(said);
    }
    assertThat(said.list)
        .singleElement()
        .asString()
        .startsWith("[WARN] run folder is in " + base)
        .contains("missing");
  }

  @Test
  void shouldSayWhatToDoWhenNoBaseCanBeUsed() {
    assertThatThrownBy(() -> RunFolder.createIn(List.of(base.resolve("missing"))))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("missing")
        .hasMessageContaining("set XDG_RUNTIME_DIR");
  }

  @Test
  void shouldIgnoreARuntimeFolderThatIsNoneOrRelative() {
    assertThat(RunFolderBases.of("relative", base.toString()))
        .containsExactly(base, Path.of("/tmp"));
    assertThat(RunFolderBases.of(base.resolve("missing").toString(), null))
        .containsExactly(Path.of("/tmp"));
    assertThat(RunFolderBases.of(base.toString(), "/tmp")).containsExactly(base, Path.of("/tmp"));
  }

  @Test
  void shouldDeleteEverythingAndFollowNoLinkWhenClosed() throws Exception {
    Path outside = Files.createDirectory(base.resolve("outside"));
    Path precious = Files.writeString(outside.resolve("precious"), "kept");
    RunFolder folder = RunFolder.createIn(List.of(base));
    Files.writeString(folder.slotFile(1), "x");
    Files.createSymbolicLink(folder.path().resolve("link"), outside);

    folder.close();
    folder.close();

    assertThat(folder.path()).doesNotExist();
    assertThat(precious).hasContent("kept");
  }

  @Test
  void shouldSweepTheFolderOfAKilledOwnerButNotOfALivingOne() throws Exception {
    try (Children children = new Children(base)) {
      WorkerProcess owner = children.start("own", base.toString());
      Path folder = Path.of(children.rest("folder "));

      children.folder.sweep(base);
      assertThat(folder).isDirectory();

      owner.kill();
      exitOf(owner);
      assertThat(folder).isDirectory();

      children.folder.sweep(base);
      assertThat(folder).doesNotExist();
      assertThat(children.folder.path()).isDirectory();
    }
  }

  @Test
  void shouldKeepItsOwnLockWhenItSweeps() throws Exception {
    try (Children children = new Children(base);
        RunFolder second = RunFolder.createIn(List.of(base))) {
      second.sweep(base);
      children.folder.sweep(base);

      WorkerProcess sweeper = children.start("sweep", base.toString());

      assertThat(exitOf(sweeper)).as("%s", sweeper.tail()).isZero();
      assertThat(children.folder.path()).isDirectory();
      assertThat(second.path()).isDirectory();
    }
  }
}
