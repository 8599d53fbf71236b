package io.processpool.cli.output;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** A file that has its new contents or keeps its old ones, whatever happens meanwhile. */
public final class WholeFile {

  private WholeFile() {}

  /**
   * Writes it under another name in the same folder, then renames. What is no regular file, such as
   * a pipe, and what lies in a folder that takes no new files, is written as it is.
   *
   * @param file replaced if it is there
   * @param contents all of it
   * @throws IOException if it cannot be written
   */
  public static void write(Path file, byte[] contents) throws IOException {
    Path target = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
    Path folder = target.getParent();
    boolean special = Files.exists(target) && !Files.isRegularFile(target);
    if (special || folder == null || !Files.isWritable(folder)) {
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
}
