package io.processpool.worker.run;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Eight bytes that say which item runs. In a worker they are a mapped file, which the kernel keeps
 * when the process is killed at any instruction, so its death is charged to one item.
 *
 * <p>The value is the low half of the lease, then the position in its chunk of the item that was
 * begun last; behind the last one when the chunk is over; {@link #IDLE} before the first. Written
 * by the task thread alone.
 */
public final class ItemSlot {

  /** No item runs. */
  public static final long IDLE = -1;

  /** The size of the file. */
  public static final int BYTES = Long.BYTES;

  private static final VarHandle VALUE =
      MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private final ByteBuffer memory;

  private ItemSlot(ByteBuffer memory) {
    this.memory = memory;
    clear();
  }

  /**
   * The slot in a file that the coordinator made.
   *
   * @throws IOException if it cannot be mapped
   */
  public static ItemSlot mapped(Path file) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      return new ItemSlot(channel.map(FileChannel.MapMode.READ_WRITE, 0, BYTES));
    }
  }

  /** A slot that nobody looks at. */
  public static ItemSlot unobserved() {
    return new ItemSlot(ByteBuffer.allocateDirect(BYTES));
  }

  void publish(long lease, int position) {
    VALUE.setRelease(memory, 0, (lease << 32) | position);
  }

  void clear() {
    VALUE.setRelease(memory, 0, IDLE);
  }
}
