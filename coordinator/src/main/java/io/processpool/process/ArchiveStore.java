package io.processpool.process;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The archives of a user, as files {@code KEY-CHECKSUM.jsa}. A JVM maps what it is given, and one
 * that was damaged can crash it, so the checksum is in the name and compared before use. Files
 * appear whole by a rename; who makes one has a file {@code KEY.claim} meanwhile.
 */
final class ArchiveStore {

  /** About 10 MB each: some Javas, some versions of the library. */
  static final int KEPT_ARCHIVES = 6;

  /** Longer than any training; what is older was left by a process that was killed, or failed. */
  static final Duration CLAIM_LASTS = Duration.ofMinutes(10);

  private static final Logger log = LoggerFactory.getLogger(ArchiveStore.class);
  private static final String ARCHIVE = ".jsa";
  private static final String CLAIM = ".claim";
  private static final String UNFINISHED = ".new";
  private static final String CUTS = ".cuts"; // a byte for each

  private final Path folder;
  private final Path own;

  private record Aged(Path file, FileTime time) {}

  /**
   * The archives of a folder that only this user can write to.
   *
   * @param own a folder made just now: it knows the file system's clock
   */
  ArchiveStore(Path folder, Path own) {
    this.folder = folder;
    this.own = own;
  }

  /** The archive with this key, if there is one and it is undamaged. */
  Optional<Path> find(String key) throws IOException {
    for (Aged archive : files(key + "-*" + ARCHIVE)) {
      Path file = archive.file();
      if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
          && file.getFileName().toString().equals(name(key, file))) {
        Files.setLastModifiedTime(file, Files.getLastModifiedTime(own));
        return Optional.of(file);
      }
      log.warn("archive is damaged and deleted: {}", file);
      Files.deleteIfExists(file);
    }
    return Optional.empty();
  }

  /** Whether the caller shall make it: nobody else does so now, nor failed to a short time ago. */
  boolean claim(String key) throws IOException {
    Path claim = folder.resolve(key + CLAIM);
    if (Files.exists(claim, LinkOption.NOFOLLOW_LINKS) && isOld(claim)) {
      Files.deleteIfExists(claim);
    }
    try {
      Files.createFile(claim, PrivateFiles.fileAttributes());
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    }
  }

  /** It was not finished; notes that, and lets others try. */
  void cutShort(String key) throws IOException {
    Files.deleteIfExists(unfinished(key));
    Files.write(
        folder.resolve(key + CUTS),
        new byte[1],
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
    Files.deleteIfExists(folder.resolve(key + CLAIM));
  }

  /** How often it was not finished. */
  int cuts(String key) {
    return (int) folder.resolve(key + CUTS).toFile().length();
  }

  /** Where it is made. */
  Path unfinished(String key) {
    return folder.resolve(key + UNFINISHED);
  }

  /** Shows what was made, and deletes what has not been used for longest. */
  Path publish(String key) throws IOException {
    Path made = unfinished(key);
    Files.setPosixFilePermissions(made, PosixFilePermissions.fromString("rw-------"));
    Path archive = folder.resolve(name(key, made));
    Files.move(made, archive, StandardCopyOption.ATOMIC_MOVE);
    Files.deleteIfExists(folder.resolve(key + CUTS));
    Files.deleteIfExists(folder.resolve(key + CLAIM));
    sweep();
    return archive;
  }

  private void sweep() throws IOException {
    List<Aged> archives = files("*" + ARCHIVE);
    archives.sort(Comparator.comparing(Aged::time).reversed());
    for (int i = KEPT_ARCHIVES; i < archives.size(); i++) {
      Files.deleteIfExists(archives.get(i).file());
    }
    for (String left : List.of(CLAIM, UNFINISHED, CUTS)) {
      for (Aged file : files("*" + left)) {
        if (isOld(file.file())) {
          Files.deleteIfExists(file.file());
        }
      }
    }
  }

  private boolean isOld(Path file) throws IOException {
    FileTime changed = time(file);
    return changed == null
        || Duration.between(changed.toInstant(), Files.getLastModifiedTime(own).toInstant())
                .compareTo(CLAIM_LASTS)
            > 0;
  }

  private List<Aged> files(String pattern) throws IOException {
    List<Aged> found = new ArrayList<>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(folder, pattern)) {
      for (Path file : all) {
        FileTime time = time(file);
        if (time != null) {
          found.add(new Aged(file, time));
        }
      }
    }
    return found;
  }

  /** Null if another process deleted it meanwhile. */
  private static @Nullable FileTime time(Path file) {
    try {
      return Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS);
    } catch (IOException e) {
      return null;
    }
  }

  private static String name(String key, Path archive) throws IOException {
    CRC32 sum = new CRC32();
    try (FileChannel channel = FileChannel.open(archive)) {
      sum.update(channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size()));
    }
    return String.format(Locale.ROOT, "%s-%08x%s", key, sum.getValue(), ARCHIVE);
  }
}
