package io.processpool.bulk;

import java.io.IOException;
import java.io.RandomAccessFile;

/**
 * A file that is written from its beginning, again and again: pages that are there already are
 * quicker to fill than new ones.
 */
public final class BulkWriter implements BulkFile {

  private final long number;
  private final RandomAccessFile file;

  BulkWriter(long number, RandomAccessFile file) {
    this.number = number;
    this.file = file;
  }

  @Override
  public long number() {
    return number;
  }

  /**
   * Writes bytes. An interrupt neither ends nor spoils it.
   *
   * @param at where in the file
   * @param bytes taken from its beginning
   * @param length how many
   * @throws IOException if they cannot be written, for example because there is no space
   */
  public void write(long at, byte[] bytes, int length) throws IOException {
    file.seek(at);
    file.write(bytes, 0, length);
  }

  @Override
  public void read(long at, byte[] target, int length) throws IOException {
    throw new IOException("bulk file " + number + " is read by others");
  }

  @Override
  public void release() {
    // Whoever wrote it knows when it was read.
  }

  void close() {
    try {
      file.close();
    } catch (IOException e) {
      // Nothing is kept back here; a reader that finds less than was written says so.
      return;
    }
  }
}
