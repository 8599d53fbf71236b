package io.processpool.bulk;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * A file that is written from its beginning, again and again: pages that are there already are
 * quicker to fill than new ones.
 */
public final class BulkWriter implements BulkFile {

  private final long number;
  private final OpenFile file;
  private long end;

  BulkWriter(long number, OpenFile file) {
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
   * @param bytes taken from position to limit
   * @throws IOException if they cannot be written, for example because there is no space
   */
  public void write(long at, ByteBuffer bytes) throws IOException {
    end = Math.max(end, at + bytes.remaining());
    file.write(at, bytes);
  }

  @Override
  public void read(long at, ByteBuffer target) throws IOException {
    throw new IOException("bulk file " + number + " is read by others");
  }

  @Override
  public void release() {
    // Whoever wrote it knows when it was read.
  }

  /** Cuts off what stands behind all that was written. */
  void trim() {
    file.trim(end);
  }

  void close() {
    file.close();
  }
}
