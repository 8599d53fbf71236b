package io.processpool.share;

import io.processpool.bulk.BulkFolder;
import io.processpool.payload.BlockEncoder;
import io.processpool.payload.PayloadSettings;
import io.processpool.payload.SharedValues;
import io.processpool.payload.UnsendableException;
import io.processpool.task.Shared;
import io.processpool.task.SharedBuffer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The values that one pool shares: each is encoded once, into a file of the run folder, and kept
 * here as it is. Files go with the folder. Thread-safe; encoding and writing are done by the
 * caller.
 */
public final class SharedStore implements SharedValues {

  private final AtomicLong numbers = new AtomicLong();
  private final Map<Long, Shared<?>> handles = new ConcurrentHashMap<>();

  @Override
  public OptionalLong numberOf(Shared<?> handle) {
    return handle instanceof NumberedHandle known && handles.get(known.number()) == known
        ? OptionalLong.of(known.number())
        : OptionalLong.empty();
  }

  @Override
  public @Nullable Shared<?> find(long number) {
    return handles.get(number);
  }

  /**
   * Shares a value.
   *
   * @param value any that can be sent, or {@code null}
   * @param folder the run folder; {@code null} where workers are threads and see the value itself
   * @param coding how workers read it
   * @return its handle
   * @throws UnsendableException if it cannot be sent
   * @throws IOException if it cannot be written
   */
  public <T extends @Nullable Object> Shared<T> add(
      T value, @Nullable Path folder, PayloadSettings coding)
      throws UnsendableException, IOException {
    BlockEncoder encoder =
        new BlockEncoder(coding.withMaxValueBytes(PayloadSettings.GREATEST_VALUE_BYTES));
    long number = numbers.incrementAndGet();
    if (folder == null) {
      encoder.add(value); // refused here as it would be elsewhere
    } else {
      write(value, encoder, folder, number);
    }
    return keep(new SharedHandle<>(number, () -> value));
  }

  private static void write(@Nullable Object value, BlockEncoder encoder, Path folder, long number)
      throws UnsendableException, IOException {
    BulkFolder beside = BulkFolder.ofShared(folder, number);
    encoder.writeBulkTo(beside.outlet());
    boolean written = false;
    try {
      encoder.add(value);
      SharedFile.write(SharedFile.value(folder, number), encoder.finish());
      written = true;
    } finally {
      if (!written) {
        encoder.finish(); // closes the file of its large arrays
        beside.deleteAll();
      }
    }
  }

  /**
   * Shares what remains in a buffer; the buffer itself is not touched.
   *
   * @param bytes what to share
   * @param folder the run folder; {@code null} where workers are threads
   * @return its handle
   * @throws IOException if it cannot be written
   */
  public SharedBuffer addBuffer(ByteBuffer bytes, @Nullable Path folder) throws IOException {
    long number = numbers.incrementAndGet();
    ByteBuffer kept;
    if (folder == null) {
      kept = ByteBuffer.allocate(bytes.remaining()).put(bytes.duplicate()).flip();
    } else {
      Path file = SharedFile.buffer(folder, number);
      SharedFile.write(file, bytes.duplicate());
      kept = SharedFile.map(file);
    }
    return keep(new BufferHandle(number, () -> kept));
  }

  private <H extends Shared<?> & NumberedHandle> H keep(H handle) {
    handles.put(handle.number(), handle);
    return handle;
  }
}
