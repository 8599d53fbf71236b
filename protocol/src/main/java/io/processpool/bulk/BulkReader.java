package io.processpool.bulk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A file that is read. It is closed when each of its values was read; where one never is, because
 * its job ended, the JDK closes it as it does any file that nobody can reach.
 */
final class BulkReader implements BulkFile {

  private final long number;
  private final OpenFile file;
  private final AtomicInteger unread;
  private volatile Runnable whenRead = () -> {};

  BulkReader(long number, OpenFile file, int values) {
    this.number = number;
    this.file = file;
    this.unread = new AtomicInteger(values);
  }

  /** Runs something when the file was read and is closed; to be called before anybody reads. */
  void whenRead(Runnable action) {
    whenRead = action;
  }

  @Override
  public long number() {
    return number;
  }

  @Override
  public void read(long at, ByteBuffer target) throws IOException {
    synchronized (file) {
      file.read(at, target);
    }
  }

  @Override
  public void release() {
    if (unread.decrementAndGet() == 0) {
      file.close();
      whenRead.run();
    }
  }
}
