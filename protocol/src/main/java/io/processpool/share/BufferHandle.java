package io.processpool.share;

import io.processpool.task.SharedBuffer;
import java.nio.ByteBuffer;

/** A handle whose users each get a view of their own. */
final class BufferHandle implements SharedBuffer, NumberedHandle {

  private final SharedHandle<ByteBuffer> bytes;

  BufferHandle(long number, SharedHandle.Loader<ByteBuffer> loader) {
    this.bytes = new SharedHandle<>(number, loader);
  }

  @Override
  public long number() {
    return bytes.number();
  }

  @Override
  public ByteBuffer get() {
    return bytes.get().asReadOnlyBuffer();
  }

  @Override
  public String toString() {
    return bytes.toString();
  }
}
