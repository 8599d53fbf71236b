package io.processpool.faults;

import java.io.IOException;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Which items began, in a file for each worker that is only appended to, so that it outlives a
 * kill.
 *
 * @param folder where the files are
 */
record RunLog(String folder) implements Serializable {

  static RunLog in(Path folder) throws IOException {
    return new RunLog(Files.createTempDirectory(folder, "runs").toString());
  }

  /** Task: this item begins. */
  void begins(long index) throws IOException {
    Path file = Path.of(folder, Long.toString(ProcessHandle.current().pid()));
    byte[] entry = ByteBuffer.allocate(Long.BYTES).putLong(index).array();
    Files.write(file, entry, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  /** How often each item began. */
  Map<Long, Integer> runs() throws IOException {
    Map<Long, Integer> runs = new HashMap<>();
    try (Stream<Path> files = Files.list(Path.of(folder))) {
      for (Path file : files.toList()) {
        ByteBuffer entries = ByteBuffer.wrap(Files.readAllBytes(file));
        while (entries.remaining() >= Long.BYTES) {
          runs.merge(entries.getLong(), 1, Integer::sum);
        }
      }
    }
    return runs;
  }
}
