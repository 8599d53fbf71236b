package io.processpool.process;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds and deletes the folders of pools whose process was killed. */
final class StaleFolders {

  private static final Logger log = LoggerFactory.getLogger(StaleFolders.class);

  /** A folder without an owner is being made just now, or was left half made. */
  private static final Duration MAKING_TAKES_AT_MOST = Duration.ofMinutes(1);

  private StaleFolders() {}

  /**
   * Failures are logged and leave a folder for the next sweep.
   *
   * @param own a folder of this process just made: it knows the user, and the file system's clock
   */
  static void sweep(Path base, Path own) {
    int deleted = 0;
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(base, "processpool-*")) {
      for (Path folder : folders) {
        if (isOfAnotherProcess(folder) && deletedIfStale(folder, own)) {
          deleted++;
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      log.debug("cannot look for run folders in {}", base, e);
    }
    if (deleted > 0) {
      log.info("deleted {} run folders that killed pools left in {}", deleted, base);
    }
  }

  /** One of this process may not even be looked into, see {@link OwnerLock}. */
  private static boolean isOfAnotherProcess(Path folder) {
    OptionalLong pid = RunFolderName.pidOf(folder.getFileName().toString());
    return pid.isPresent() && pid.getAsLong() != ProcessHandle.current().pid();
  }

  /** A cleaner of temporary folders may have deleted a file that nobody has touched for long. */
  private static boolean isOwnerAlive(Path folder) {
    OptionalLong pid = RunFolderName.pidOf(folder.getFileName().toString());
    return pid.isPresent() && ProcessHandle.of(pid.getAsLong()).isPresent();
  }

  private static boolean deletedIfStale(Path folder, Path own) {
    try {
      if (!PrivateFiles.isFolderOfSameUser(folder, own)) {
        return false;
      }
      // Before the take-over: a half deleted folder looks new again.
      boolean old = isOld(folder, own);
      try (OwnerLock.Takeover takeover = OwnerLock.tryTakeOver(folder)) {
        boolean stale =
            switch (takeover.owner()) {
              case LIVES -> false;
              case DEAD -> true;
              case UNKNOWN -> old && !isOwnerAlive(folder);
            };
        if (stale) {
          PrivateFiles.deleteTree(folder);
        }
        return stale;
      }
    } catch (IOException e) {
      log.debug("cannot delete run folder {}", folder, e);
      return false;
    }
  }

  private static boolean isOld(Path folder, Path own) throws IOException {
    Duration age = Duration.between(changed(folder), changed(own));
    return age.compareTo(MAKING_TAKES_AT_MOST) > 0;
  }

  private static Instant changed(Path folder) throws IOException {
    return Files.getLastModifiedTime(folder, LinkOption.NOFOLLOW_LINKS).toInstant();
  }
}
