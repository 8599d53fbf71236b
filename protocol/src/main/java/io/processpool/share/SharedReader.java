package io.processpool.share;

import io.processpool.bulk.BulkFolder;
import io.processpool.concurrent.Ticker;
import io.processpool.message.PayloadBlock;
import io.processpool.payload.BlockDecoder;
import io.processpool.payload.PayloadSettings;
import io.processpool.payload.SharedValues;
import io.processpool.payload.UnreadableException;
import io.processpool.task.Shared;
import java.io.IOException;
import java.lang.ref.SoftReference;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A worker's shared values, read from the run folder of its pool. A value stays while something
 * uses it or memory suffices; after that it would be read again. Thread-safe.
 */
public final class SharedReader implements SharedValues {

  private final Path folder;
  private final PayloadSettings coding;
  private final Ticker ticker;
  private final AtomicLong readingNanos = new AtomicLong();

  private final ReentrantLock lock = new ReentrantLock();

  // Guarded by lock.
  private final Map<Long, SoftReference<Shared<?>>> handles = new HashMap<>();

  /**
   * The values of one pool.
   *
   * @param folder where it keeps them
   * @param coding how they were encoded
   * @param ticker measures how long reading takes
   */
  public SharedReader(Path folder, PayloadSettings coding, Ticker ticker) {
    this.folder = folder;
    this.coding = coding;
    this.ticker = ticker;
  }

  @Override
  public long readingNanos() {
    return readingNanos.get();
  }

  @Override
  public OptionalLong numberOf(Shared<?> handle) {
    return handle instanceof NumberedHandle known && find(known.number()) == handle
        ? OptionalLong.of(known.number())
        : OptionalLong.empty();
  }

  @Override
  public @Nullable Shared<?> find(long number) {
    lock.lock();
    try {
      SoftReference<Shared<?>> kept = handles.get(number);
      Shared<?> handle = kept == null ? null : kept.get();
      if (handle == null) {
        handle = open(number);
        if (handle != null) {
          handles.put(number, new SoftReference<>(handle));
        }
      }
      return handle;
    } finally {
      lock.unlock();
    }
  }

  private @Nullable Shared<?> open(long number) {
    Path buffer = SharedFile.buffer(folder, number);
    if (Files.exists(buffer)) {
      return new BufferHandle(number, () -> map(buffer));
    }
    Path value = SharedFile.value(folder, number);
    return Files.exists(value)
        ? new SharedHandle<@Nullable Object>(number, () -> read(value, number))
        : null;
  }

  private static ByteBuffer map(Path file) {
    try {
      return SharedFile.map(file);
    } catch (IOException e) {
      throw gone(file, e);
    }
  }

  private @Nullable Object read(Path file, long number) {
    long begun = ticker.nanos();
    try {
      return decode(file, number);
    } finally {
      readingNanos.addAndGet(ticker.nanos() - begun);
    }
  }

  private @Nullable Object decode(Path file, long number) {
    try {
      PayloadSettings whole =
          coding.withShared(this).withMaxValueBytes(PayloadSettings.GREATEST_VALUE_BYTES);
      PayloadBlock block = SharedFile.read(file, BulkFolder.ofShared(folder, number));
      return new BlockDecoder(whole).decode(block, 0);
    } catch (IOException e) {
      throw gone(file, e);
    } catch (UnreadableException e) {
      throw new IllegalStateException("shared value " + file + " cannot be rebuilt here", e);
    }
  }

  private static IllegalStateException gone(Path file, IOException e) {
    return new IllegalStateException(
        "shared value " + file + " cannot be read: its pool is closed, or the file was deleted", e);
  }
}
