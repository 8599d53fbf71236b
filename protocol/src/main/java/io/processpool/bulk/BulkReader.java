package io.processpool.bulk;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A file that is read: copied, not mapped, so that one that shrinks meanwhile is an exception and
 * no fault; and not through a channel, which an interrupt would close. It is closed when each of
 * its values was read; where one never is, because its job ended, the JDK closes it as it does any
 * file that nobody can reach.
 */
final class BulkReader implements BulkFile {

  private final long number;
  private final RandomAccessFile file;
  private final AtomicInteger unread;

  BulkReader(long number, RandomAccessFile file, int values) {
    this.number = number;
    this.file = file;
    this.unread = new AtomicInteger(values);
  }

  @Override
  public long number() {
    return number;
  }

  @Override
  public void read(long at, byte[] target, int length) throws IOException {
    synchronized (file) {
      file.seek(at);
      file.readFully(target, 0, length);
    }
  }

  @Override
  public void release() {
    if (unread.decrementAndGet() == 0) {
      try {
        file.close();
      } catch (IOException e) {
        // It was read; the system takes back what it can.
        return;
      }
    }
  }
}
