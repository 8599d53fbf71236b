package io.processpool.fleet;

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

  /** What the worker published last; that nothing ran if the file cannot be read. Deletes it. */
  long take() {
    try {
      long value = ByteBuffer.wrap(Files.readAllBytes(path)).getLong();
      Files.deleteIfExists(path);
      return value;
    } catch (IOException | RuntimeException e) {
      LOG.warn("cannot read {}: no item is charged with the death of its worker", path, e);
      return IDLE;
    }
  }
}
