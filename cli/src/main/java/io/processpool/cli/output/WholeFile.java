package io.processpool.cli.output;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** A file that has its new contents or keeps its old ones, whatever happens meanwhile. */
public final class WholeFile {

  private static final List<String> DESCRIPTORS =
      List.of("/dev/stdout", "/dev/stderr", "/dev/fd", "/proc");

  private WholeFile() {}

  /**
   * Writes it under another name in the same folder, then renames. What is no regular file, such as
   * a pipe, or is named by one of this process's descriptors, and what lies in a folder that takes
   * no new files, is written as it is.
   *
   * @param file replaced if it is there
   * @param contents all of it
   * @throws IOException if it cannot be written
   */
  public static void write(Path file, byte[] contents) throws IOException {
    if (isSpecial(file)) {
      Files.write(file, contents, StandardOpenOption.APPEND); // behind what was printed there
      return;
    }
    Path target = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
    Path folder = target.getParent();
    if (folder == null || !Files.isWritable(folder)) {
      Files.write(target, contents);
      return;
    }
    Path temporary =
        folder.resolve("." + target.getFileName() + "." + ProcessHandle.current().pid() + ".tmp");
    try {
      Files.write(temporary, contents);
      Files.move(
          temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  /** Asked by the name that was given: that of the pipe behind {@code /dev/fd/63} names nothing. */
  private static boolean isSpecial(Path file) {
    Path path = file.toAbsolutePath().normalize();
    return DESCRIPTORS.stream().anyMatch(path::startsWith)
        || (Files.exists(file) && !Files.isRegularFile(file));
  }
}
