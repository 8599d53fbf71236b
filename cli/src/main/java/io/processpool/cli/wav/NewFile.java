package io.processpool.cli.wav;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * A file that appears whole or not at all: written under another name in the same folder, then
 * renamed.
 *
 * @param target the name it gets; a file that has it is replaced
 * @param temporary the name it has until then
 */
public record NewFile(Path target, Path temporary) {

  /**
   * What is to be written.
   *
   * @param <T> what it has to say about it
   */
  @FunctionalInterface
  public interface Content<T> {

    /**
     * Writes it.
     *
     * @param out empty, positioned at its beginning
     * @return what there is to say
     * @throws IOException if it cannot be written
     */
    T writeTo(FileChannel out) throws IOException;
  }

  /**
   * Writes and renames; after a failure neither name is there on our account.
   *
   * @param content the content
   * @param <T> what it has to say about it
   * @return what the content said
   * @throws IOException if anything fails
   */
  public <T> T write(Content<T> content) throws IOException {
    boolean done = false;
    try {
      T said;
      try (FileChannel out =
          FileChannel.open(
              temporary,
              StandardOpenOption.WRITE,
              StandardOpenOption.CREATE,
              StandardOpenOption.TRUNCATE_EXISTING)) {
        said = content.writeTo(out);
      }
      Files.move(
          temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      done = true;
      return said;
    } finally {
      if (!done) {
        Files.deleteIfExists(temporary);
      }
    }
  }
}
