package io.processpool.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UserCacheTest {

  @TempDir Path base;

  @Test
  void shouldBeWhereTheUserKeepsCaches() {
    assertThat(UserCache.base("/var/cache/me", "/home/me")).hasToString("/var/cache/me");
    assertThat(UserCache.base(null, "/home/me")).hasToString("/home/me/.cache");
    assertThat(UserCache.base("", "/home/me")).hasToString("/home/me/.cache");
    assertThat(UserCache.base("not/absolute", "/home/me")).hasToString("/home/me/.cache");
    assertThat(UserCache.base(null, "?")).isNull();
    assertThat(UserCache.base(null, null)).isNull();
  }

  @Test
  void shouldLetNobodyElseIn() throws IOException {
    Path folder = base.resolve("missing").resolve("processpool");
    UserCache.make(folder, base);
    UserCache.make(folder, base);

    assertThat(permissions(folder)).isEqualTo("rwx------");
    assertThat(permissions(folder.getParent())).isEqualTo("rwx------");
  }

  @Test
  void shouldRefuseAFolderThatOthersMayEnter() throws IOException {
    Path folder = Files.createDirectory(base.resolve("processpool"));
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));

    assertThatThrownBy(() -> UserCache.make(folder, base))
        .isInstanceOf(IOException.class)
        .hasMessage("not a private folder of this user: " + folder);
  }

  @Test
  void shouldRefuseALink() throws IOException {
    Path elsewhere = base.resolve("elsewhere");
    UserCache.make(elsewhere, base);
    Path link = Files.createSymbolicLink(base.resolve("processpool"), elsewhere);

    assertThatThrownBy(() -> UserCache.make(link, base)).isInstanceOf(IOException.class);
  }

  @Test
  void shouldRefuseAFolderOfAnotherUser() throws IOException {
    Path folder = base.resolve("processpool");
    UserCache.make(folder, base);
    Path reference = Path.of("/proc/1");
    if (Files.getOwner(reference).equals(Files.getOwner(base))) { // this is root, who may give away
      Files.setOwner(folder, nobody());
      reference = base;
    }
    Path own = reference;

    assertThatThrownBy(() -> UserCache.make(folder, own))
        .isInstanceOf(IOException.class)
        .hasMessage("not a private folder of this user: " + folder);
  }

  private UserPrincipal nobody() throws IOException {
    return base.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody");
  }

  @Test
  void shouldRefuseAPlaceWhereAnybodyMayPutAnotherFolder() throws IOException {
    Path open = Files.createDirectory(base.resolve("open"));
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));

    assertThatThrownBy(() -> UserCache.make(open.resolve("processpool"), base))
        .isInstanceOf(IOException.class)
        .hasMessage("anybody may replace folders in " + open);
    UserCache.make(Path.of("/tmp").resolve(base.getFileName() + "-sticky"), base);
    Files.delete(Path.of("/tmp").resolve(base.getFileName() + "-sticky"));
  }

  private static String permissions(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }
}
