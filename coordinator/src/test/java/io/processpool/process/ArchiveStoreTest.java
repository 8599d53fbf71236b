package io.processpool.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchiveStoreTest {

  @TempDir Path base;
  private Path folder;
  private Path own;
  private ArchiveStore store;

  @BeforeEach
  void open() throws IOException {
    folder = Files.createDirectory(base.resolve("cache"));
    own = Files.createDirectory(base.resolve("run"));
    store = new ArchiveStore(folder, own);
  }

  @Test
  void shouldFindWhatWasPublished() throws IOException {
    Path archive = publish("key", "content");

    assertThat(store.find("key")).contains(archive);
    assertThat(store.find("other")).isEmpty();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(archive)))
        .isEqualTo("rw-------");
    assertThat(files()).containsExactly(archive);
  }

  @Test
  void shouldDeleteWhatWasDamaged() throws IOException {
    Path cut = publish("cut", "content");
    Files.writeString(cut, "cont");
    Path changed = publish("changed", "content");
    Files.writeString(changed, "kontent");
    Path empty = publish("empty", "content");
    Files.writeString(empty, "");

    assertThat(List.of("cut", "changed", "empty"))
        .allSatisfy(key -> assertThat(store.find(key)).isEmpty());
    assertThat(files()).isEmpty();
  }

  @Test
  void shouldDeleteALinkWithoutFollowingIt() throws IOException {
    Path archive = publish("key", "content");
    Path moved = Files.move(archive, base.resolve("moved"));
    Files.createSymbolicLink(archive, moved);

    assertThat(store.find("key")).isEmpty();
    assertThat(files()).isEmpty();
    assertThat(moved).hasContent("content");
  }

  @Test
  void shouldBeClaimedByOneAtATime() throws IOException {
    assertThat(store.claim("key")).isTrue();
    assertThat(store.claim("key")).isFalse();
    assertThat(new ArchiveStore(folder, own).claim("key")).isFalse();
    assertThat(store.claim("other")).isTrue();

    store.cutShort("key");
    assertThat(store.claim("key")).isTrue();
  }

  @Test
  void shouldBeClaimedAnewWhenTheClaimIsOld() throws IOException {
    assertThat(store.claim("key")).isTrue();
    age(folder.resolve("key.claim"), ArchiveStore.CLAIM_LASTS.plusSeconds(1));

    assertThat(store.claim("key")).isTrue();
    assertThat(store.claim("key")).isFalse();
  }

  @Test
  void shouldCountWhatWasCutShortUntilOneIsPublished() throws IOException {
    for (int i = 0; i < 3; i++) {
      assertThat(store.cuts("key")).isEqualTo(i);
      assertThat(store.claim("key")).isTrue();
      Files.writeString(store.unfinished("key"), "half");
      store.cutShort("key");
    }
    assertThat(store.cuts("key")).isEqualTo(3);
    Path archive = publish("key", "content");

    assertThat(store.cuts("key")).isZero();
    assertThat(files()).containsExactly(archive);
  }

  @Test
  void shouldKeepTheArchivesUsedLast() throws IOException {
    for (int i = 0; i < ArchiveStore.KEPT_ARCHIVES; i++) {
      age(publish("key" + i, "content"), Duration.ofHours(1 + i));
    }
    String longestAgo = "key" + (ArchiveStore.KEPT_ARCHIVES - 1);
    assertThat(store.find(longestAgo)).isPresent();
    Files.writeString(folder.resolve("left.new"), "half");
    age(folder.resolve("left.new"), Duration.ofHours(1));
    Files.writeString(folder.resolve("running.new"), "half");
    publish("new", "content");

    assertThat(store.find(longestAgo)).isPresent();
    assertThat(store.find("key" + (ArchiveStore.KEPT_ARCHIVES - 2))).isEmpty();
    assertThat(files()).hasSize(ArchiveStore.KEPT_ARCHIVES + 1);
    assertThat(folder.resolve("running.new")).exists();
  }

  private Path publish(String key, String content) throws IOException {
    Files.writeString(store.unfinished(key), content);
    Path archive = store.publish(key);
    assertThat(Optional.of(archive)).isEqualTo(store.find(key));
    return archive;
  }

  private void age(Path file, Duration age) throws IOException {
    FileTime now = Files.getLastModifiedTime(own);
    Files.setLastModifiedTime(file, FileTime.from(now.toInstant().minus(age)));
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }
}
