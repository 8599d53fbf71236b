package io.processpool.fleet;

import io.processpool.dispatch.Dispatcher;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file in which a worker publishes its running item; the coordinator reads it after a death.
 *
 * @param path where
 */
record SlotFile(Path path) {

  private static final Logger LOG = LoggerFactory.getLogger(SlotFile.class);
  private static final long IDLE = -1;

  /** Makes the file, saying that nothing runs. */
  static SlotFile create(Path path) throws IOException {
    try {
      Files.write(path, ByteBuffer.allocate(Long.BYTES).putLong(IDLE).array());
    } catch (IOException e) {
      throw new IOException(
          "cannot start a worker: cannot write "
              + path
              + ": "
              + e
              + "; free space there, or open a new pool",
          e);
    }
    return new SlotFile(path);
  }

  /** What the worker published last; that any item may have begun if it cannot be read. */
  long read() {
    try {
      return ByteBuffer.wrap(Files.readAllBytes(path)).getLong();
    } catch (IOException | RuntimeException e) {
      LOG.warn(
          "cannot read {}: no item is charged with the death of its worker, and those that may begin"
              + " once only are given up",
          path,
          e);
      return Dispatcher.ANY_ITEM;
    }
  }

  /** Nobody needs it any more; what stays goes with its folder. */
  void delete() {
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      LOG.debug("{} stays until the run folder goes", path, e);
    }
  }
}
