package io.processpool.process;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folder where this user keeps what outlives pools: {@code processpool} below {@code
 * XDG_CACHE_HOME} or {@code .cache} of the home. JVMs map files from it as they are, so nobody else
 * may have put one there: it is the user's own, a real folder, closed to all others, and stands in
 * a folder where others cannot put another in its place.
 */
final class UserCache {

  private static final Logger log = LoggerFactory.getLogger(UserCache.class);

  private static final int WRITABLE_BY_ALL = 0002;
  private static final int STICKY = 01000;

  private UserCache() {}

  /**
   * The folder, made if it is missing.
   *
   * @param own a folder of the user, to compare with
   * @return empty if there is none that can be used and trusted
   */
  static Optional<Path> folder(Path own) {
    Path base = base(System.getenv("XDG_CACHE_HOME"), System.getProperty("user.home"));
    if (base == null) {
      return Optional.empty();
    }
    Path folder = base.resolve("processpool");
    try {
      make(folder, own);
      return Optional.of(folder);
    } catch (IOException | UnsupportedOperationException e) {
      log.debug("no cache in {}", folder, e);
      return Optional.empty();
    }
  }

  static @Nullable Path base(@Nullable String cacheHome, @Nullable String home) {
    try {
      if (cacheHome != null && Path.of(cacheHome).isAbsolute()) {
        return Path.of(cacheHome);
      }
      if (home != null && Path.of(home).isAbsolute()) {
        return Path.of(home, ".cache");
      }
    } catch (InvalidPathException e) {
      log.debug("no place for a cache: {}", e.getMessage());
    }
    return null;
  }

  static void make(Path folder, Path own) throws IOException {
    Path base = folder.toAbsolutePath().getParent();
    if (base != null && !Files.exists(base)) {
      Files.createDirectories(base, PrivateFiles.folderAttributes());
    }
    try {
      Files.createDirectory(folder, PrivateFiles.folderAttributes());
    } catch (FileAlreadyExistsException e) {
      Set<PosixFilePermission> permissions =
          Files.getPosixFilePermissions(folder, LinkOption.NOFOLLOW_LINKS);
      if (!PrivateFiles.isFolderOfSameUser(folder, own)
          || !permissions.equals(PosixFilePermissions.fromString("rwx------"))) {
        throw new IOException("not a private folder of this user: " + folder, e);
      }
    }
    if (base != null && anybodyMayReplaceIn(base)) {
      throw new IOException("anybody may replace folders in " + base);
    }
    if (!Files.isWritable(folder)) {
      throw new IOException("cannot be written: " + folder);
    }
  }

  private static boolean anybodyMayReplaceIn(Path base) throws IOException {
    int mode = (Integer) Files.getAttribute(base, "unix:mode");
    return (mode & WRITABLE_BY_ALL) != 0 && (mode & STICKY) == 0;
  }
}
