package io.processpool.bulk;

import java.io.EOFException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/**
 * A file at whose places is read or written: copied, not mapped, so that one that shrinks meanwhile
 * is an exception and no fault. A channel takes bytes from where they are and is closed by an
 * interrupt; what no interrupt disturbs copies them once more. So there are both, and after an
 * interrupt the file goes on with the second: it may have no name any more to be opened by. For one
 * thread at a time.
 */
final class OpenFile {

  private final RandomAccessFile steady;
  private final FileChannel quick;

  private OpenFile(RandomAccessFile steady, FileChannel quick) {
    this.steady = steady;
    this.quick = quick;
  }

  static OpenFile forReading(Path path) throws IOException {
    return open(path, "r", Set.of(StandardOpenOption.READ));
  }

  static OpenFile forWriting(Path path) throws IOException {
    return open(path, "rw", Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE));
  }

  private static OpenFile open(Path path, String mode, Set<StandardOpenOption> options)
      throws IOException {
    RandomAccessFile steady = new RandomAccessFile(path.toFile(), mode);
    try {
      return new OpenFile(steady, FileChannel.open(path, options));
    } catch (IOException e) {
      steady.close();
      throw e;
    }
  }

  /** Fills the buffer. */
  void read(long at, ByteBuffer target) throws IOException {
    int begin = target.position();
    try {
      while (target.hasRemaining()) {
        if (quick.read(target, at + target.position() - begin) < 0) {
          throw new EOFException("the file ends too early");
        }
      }
    } catch (ClosedChannelException e) { // an interrupt: of this thread, now or before
      byte[] bytes = new byte[target.position(begin).remaining()];
      steady.seek(at);
      steady.readFully(bytes);
      target.put(bytes);
    }
  }

  /** Writes what remains in the buffer. */
  void write(long at, ByteBuffer bytes) throws IOException {
    int begin = bytes.position();
    try {
      while (bytes.hasRemaining()) {
        quick.write(bytes, at + bytes.position() - begin);
      }
    } catch (ClosedChannelException e) { // as above
      byte[] copy = new byte[bytes.position(begin).remaining()];
      bytes.get(copy);
      steady.seek(at);
      steady.write(copy);
    }
  }

  /** Cuts the file off, if it is longer. */
  void trim(long length) {
    try {
      if (steady.length() > length) {
        steady.setLength(length);
      }
    } catch (IOException e) {
      // It takes more space than it needs.
      return;
    }
  }

  /** Lets the file go; what is written is seen by whoever reads it, closed or not. */
  void close() {
    try (steady) {
      quick.close();
    } catch (IOException e) {
      // Nothing is kept back here; a reader that finds less than was written says so.
      return;
    }
  }
}
