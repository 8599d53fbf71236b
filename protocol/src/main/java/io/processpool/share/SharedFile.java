package io.processpool.share;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import io.processpool.bulk.Bulk;
import io.processpool.bulk.BulkFolder;
import io.processpool.message.PayloadBlock;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The file of one shared value. A value is a block of one: the number of its class names, each with
 * its length and UTF-8 bytes; the number of the file of its large arrays and how many bytes they
 * take there, both 0 without, 64 bits each; then the value's bytes to the end. Numbers are
 * big-endian, of 32 bits where nothing else is said. A buffer is its bytes alone.
 */
final class SharedFile {

  private static final int FIXED_BYTES = Integer.BYTES + 2 * Long.BYTES;

  private SharedFile() {}

  static Path value(Path folder, long number) {
    return folder.resolve("v" + number + ".value");
  }

  static Path buffer(Path folder, long number) {
    return folder.resolve("v" + number + ".buffer");
  }

  /** Writes a block of one value. */
  static void write(Path file, PayloadBlock block) throws IOException {
    List<byte[]> names = block.classNames().stream().map(name -> name.getBytes(UTF_8)).toList();
    int size = names.stream().mapToInt(name -> Integer.BYTES + name.length).sum() + FIXED_BYTES;
    ByteBuffer header = ByteBuffer.allocate(size).putInt(names.size());
    names.forEach(name -> header.putInt(name.length).put(name));
    Bulk bulk = block.bulk();
    header.putLong(bulk == null ? 0 : bulk.file().number()).putLong(block.bulkSize());
    write(file, header.flip(), ByteBuffer.wrap(block.bytes(), block.start(0), block.length(0)));
  }

  /** Writes all parts into a new file, or leaves none. */
  static void write(Path file, ByteBuffer... parts) throws IOException {
    Files.createFile(file);
    try {
      undisturbed(() -> fill(file, parts));
    } catch (IOException e) {
      Files.deleteIfExists(file);
      throw e;
    }
  }

  private static Path fill(Path file, ByteBuffer... parts) throws IOException {
    try (FileChannel channel = FileChannel.open(file, WRITE, TRUNCATE_EXISTING)) {
      for (ByteBuffer part : parts) {
        ByteBuffer rest = part.duplicate();
        while (rest.hasRemaining()) {
          channel.write(rest);
        }
      }
    }
    return file;
  }

  private interface Work<V> {

    V run() throws IOException;
  }

  /** An interrupt closes a channel: it is kept for later, and the work begun anew. */
  private static <V> V undisturbed(Work<V> work) throws IOException {
    boolean interrupted = false;
    try {
      while (true) {
        interrupted |= Thread.interrupted();
        try {
          return work.run();
        } catch (ClosedByInterruptException e) {
          // Once more; the thread is interrupted by now.
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /**
   * Reads what {@link #write(Path, PayloadBlock)} wrote.
   *
   * @param beside where its large arrays are
   */
  static PayloadBlock read(Path file, BulkFolder beside) throws IOException {
    ByteBuffer bytes = map(file);
    try {
      List<String> names = new ArrayList<>();
      for (int left = bytes.getInt(); left > 0; left--) {
        names.add(new String(take(bytes, bytes.getInt()), UTF_8));
      }
      long number = bytes.getLong();
      long length = bytes.getLong();
      byte[] value = take(bytes, bytes.remaining());
      PayloadBlock block = new PayloadBlock(names, new int[] {value.length}, value);
      return length == 0
          ? block
          : block.with(beside.open(Bulk.unopened(number, new long[1], new long[] {length})));
    } catch (BufferUnderflowException e) {
      throw new IOException(file + " is damaged: it ends too early", e);
    }
  }

  private static byte[] take(ByteBuffer bytes, int count) {
    if (count < 0 || count > bytes.remaining()) {
      throw new BufferUnderflowException();
    }
    byte[] taken = new byte[count];
    bytes.get(taken);
    return taken;
  }

  static ByteBuffer map(Path file) throws IOException {
    return undisturbed(() -> mapOnce(file));
  }

  private static ByteBuffer mapOnce(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, READ)) {
      return channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
    }
  }
}
