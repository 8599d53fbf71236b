package io.processpool.share;

import io.processpool.task.SharedBuffer;
import java.nio.ByteBuffer;

/** A handle whose users each get a view of their own. */
final class BufferHandle extends SharedHandle<ByteBuffer> implements SharedBuffer {

  BufferHandle(long number, Loader<ByteBuffer> loader) {
    super(number, loader);
  }

  @Override
  public ByteBuffer get() {
    return super.get().asReadOnlyBuffer();
  }
}
