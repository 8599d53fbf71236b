package io.processpool.bulk;

import java.io.IOException;
import java.nio.ByteBuffer;

/** A file beside the socket that holds large arrays of the values of a block. Thread-safe. */
public interface BulkFile {

  /** Its number among those that its writer made. */
  long number();

  /**
   * Reads bytes. An interrupt neither ends nor spoils it.
   *
   * @param at where in the file
   * @param target filled from its position to its limit
   * @throws IOException if the file cannot be read, or ends before
   */
  void read(long at, ByteBuffer target) throws IOException;

  /** One of the values that lie in it was read, and will not be read again. */
  void release();
}
