package io.processpool.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StaleFoldersTest {

  /** No process of this number lives: it is beyond the greatest. */
  private static final String DEAD = "processpool-4194999-";

  @TempDir Path base;
  RunFolder own;

  @BeforeEach
  void open() throws IOException {
    own = RunFolder.createIn(List.of(base));
  }

  @AfterEach
  void close() {
    own.close();
  }

  @Test
  void shouldLeaveAFolderThatIsJustBeingMade() throws IOException {
    Path young = Files.createDirectory(base.resolve("processpool-1-aaaaaaaa"));

    own.sweep(base);

    assertThat(young).isDirectory();
  }

  @Test
  void shouldDeleteAFolderThatWasLeftHalfMade() throws IOException {
    Path old = makeOld(Files.createDirectory(base.resolve(DEAD + "aaaaaaaa")));

    own.sweep(base);

    assertThat(old).doesNotExist();
  }

  @Test
  void shouldLeaveAFolderWhoseLockACleanerOfTemporaryFoldersDeleted() throws IOException {
    long alive = ProcessHandle.current().parent().orElseThrow().pid();
    Path old = makeOld(Files.createDirectory(base.resolve("processpool-" + alive + "-aaaaaaaa")));

    own.sweep(base);

    assertThat(old).isDirectory();
  }

  @Test
  void shouldDeleteAFolderWhoseOwnerHoldsNoLockHoweverYoung() throws IOException {
    Path dead = Files.createDirectory(base.resolve("processpool-1-aaaaaaaa"));
    Files.writeString(dead.resolve("owner"), "");

    own.sweep(base);

    assertThat(dead).doesNotExist();
  }

  @Test
  void shouldNeverFollowALink() throws IOException {
    Path outside = Files.createDirectory(base.resolve("outside"));
    Path precious = Files.writeString(outside.resolve("owner"), "kept");
    Path link = Files.createSymbolicLink(base.resolve("processpool-1-aaaaaaaa"), outside);
    Path dead = Files.createDirectory(base.resolve("processpool-1-bbbbbbbb"));
    Files.createSymbolicLink(dead.resolve("owner"), precious);
    makeOld(dead);

    own.sweep(base);

    assertThat(Files.exists(link, LinkOption.NOFOLLOW_LINKS)).isTrue();
    assertThat(precious).hasContent("kept");
  }

  @Test
  void shouldLeaveNamesThatAreNotOurs() throws IOException {
    Path other = makeOld(Files.createDirectory(base.resolve("processpool-crashes-me")));

    own.sweep(base);

    assertThat(other).isDirectory();
  }

  @Test
  void shouldLeaveTheFoldersOfOtherUsers() throws IOException {
    assumeTrue(System.getProperty("user.name").equals("root"), "only root can give folders away");
    Path other = Files.createDirectory(base.resolve("processpool-1-aaaaaaaa"));
    Files.setAttribute(other, "unix:uid", 65534);
    makeOld(other);

    own.sweep(base);

    assertThat(other).isDirectory();
  }

  private Path makeOld(Path folder) throws IOException {
    FileTime now = Files.getLastModifiedTime(own.path());
    Files.setLastModifiedTime(folder, FileTime.from(now.toInstant().minus(Duration.ofMinutes(2))));
    return folder;
  }
}
