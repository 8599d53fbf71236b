package io.processpool.worker.run;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.processpool.concurrent.Ticker;
import java.io.IOException;
import java.io.RandomAccessFile;
import org.jspecify.annotations.Nullable;

/**
 * What the scheduler says of one thread: how long it was on a processor, and how long it was ready
 * and had none. Only Linux tells; elsewhere all is zero. Confined to the thread it measures.
 */
final class CpuMeter implements AutoCloseable {

  private static final String FILE = "/proc/thread-self/schedstat";

  /** A look costs some ten microseconds; what it does not see yet is seen by the next one. */
  private static final long LEAST_NANOS = 4_000_000;

  /** Nothing happened, or nothing is known. */
  private static final Usage NOTHING = new Usage(0, 0);

  private final byte[] text = new byte[64];
  private @Nullable RandomAccessFile file;
  private Usage total = NOTHING;
  private long lookedNanos;

  private CpuMeter(@Nullable RandomAccessFile file) {
    this.file = file;
  }

  /** Nanoseconds on a processor, and ready without one. */
  record Usage(long cpu, long coreWait) {}

  /** Begins to measure the calling thread. */
  static CpuMeter ofThisThread(Ticker ticker) {
    CpuMeter meter = new CpuMeter(open());
    meter.total = meter.read();
    meter.lookedNanos = ticker.nanos();
    return meter;
  }

  private static @Nullable RandomAccessFile open() {
    try {
      return new RandomAccessFile(FILE, "r"); // an interrupt would close a channel
    } catch (IOException e) {
      return null; // not Linux, or a kernel that does not tell
    }
  }

  /** What was used since the last call that told of anything; it is now. */
  Usage sinceLast(long now) {
    if (file == null || now - lookedNanos < LEAST_NANOS) {
      return NOTHING;
    }
    Usage before = total;
    total = read();
    lookedNanos = now;
    return new Usage(total.cpu - before.cpu, total.coreWait - before.coreWait);
  }

  /** The file holds both numbers and a third, with a space between. */
  private Usage read() {
    RandomAccessFile open = file;
    if (open == null) {
      return total;
    }
    try {
      open.seek(0);
      int length = Math.max(0, open.read(text));
      String[] numbers = new String(text, 0, length, US_ASCII).trim().split(" ", -1);
      return new Usage(Long.parseLong(numbers[0]), Long.parseLong(numbers[1]));
    } catch (IOException | NumberFormatException | ArrayIndexOutOfBoundsException e) {
      close();
      return total;
    }
  }

  @Override
  public void close() {
    RandomAccessFile open = file;
    file = null;
    try {
      if (open != null) {
        open.close();
      }
    } catch (IOException e) {
      // It was only read from.
    }
  }
}
