package io.processpool.process;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where the last crash files of a user are kept when their pools are gone. */
final class CrashFolder {

  static final int KEPT_FILES = 3;

  private static final Logger log = LoggerFactory.getLogger(CrashFolder.class);

  private record Aged(Path file, FileTime time) {}

  private final Path folder;
  private final Path own;

  /**
   * A place for crash files.
   *
   * @param own a folder of the user, to compare with
   */
  CrashFolder(Path folder, Path own) {
    this.folder = folder;
    this.own = own;
  }

  static CrashFolder ofUserOf(Path own) {
    String user = System.getProperty("user.name", "").replaceAll("[^A-Za-z0-9._-]", "_");
    Path temporary = Path.of(System.getProperty("java.io.tmpdir", "/tmp"));
    return new CrashFolder(temporary.toAbsolutePath().resolve("processpool-crashes-" + user), own);
  }

  /** Moves the file here; if that fails it is read where it is. Empty if there is no file. */
  Optional<CrashFile> keep(Path file) {
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    Path kept = file;
    try {
      makeFolder();
      Path target = folder.resolve(file.getFileName());
      Files.move(file, target, StandardCopyOption.REPLACE_EXISTING);
      kept = target;
      deleteOldest();
    } catch (IOException e) {
      log.warn("crash file is not kept: {} (place for it: {})", file, folder, e);
    }
    return Optional.of(CrashFile.read(kept));
  }

  /** In a folder that all may write to, somebody else may have taken the name. */
  private void makeFolder() throws IOException {
    try {
      Files.createDirectory(folder, PrivateFiles.folderAttributes());
    } catch (FileAlreadyExistsException e) {
      if (!PrivateFiles.isFolderOfSameUser(folder, own)) {
        throw new IOException("not a folder of this user: " + folder, e);
      }
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    }
  }

  private void deleteOldest() throws IOException {
    List<Aged> files = new ArrayList<>();
    try (Stream<Path> all = Files.list(folder)) {
      for (Path file : all.toList()) {
        files.add(new Aged(file, Files.getLastModifiedTime(file)));
      }
    }
    files.sort(Comparator.comparing(Aged::time).reversed());
    for (Aged old : files.subList(Math.min(KEPT_FILES, files.size()), files.size())) {
      Files.deleteIfExists(old.file());
    }
  }
}
