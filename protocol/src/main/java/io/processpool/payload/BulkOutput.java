package io.processpool.payload;

import io.processpool.bulk.Bulk;
import io.processpool.bulk.BulkFile;
import io.processpool.bulk.BulkOutlet;
import io.processpool.bulk.BulkWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** The large arrays of the block that is being written, in a file if there is one. */
final class BulkOutput {

  private final BulkSlices slices = new BulkSlices();
  private final CRC32C crc = new CRC32C();
  private @Nullable BulkOutlet outlet;
  private boolean measuring;
  private @Nullable BulkWriter file;
  private boolean full;
  private long end;
  private long[] ends = {};

  void use(@Nullable BulkOutlet next) {
    outlet = next;
  }

  /** From now on large arrays are counted only, and read back as zeros. */
  void measureOnly() {
    measuring = true;
  }

  /** How many bytes were written for this block. */
  long end() {
    return end;
  }

  void truncate(long to) {
    end = to;
  }

  /**
   * Writes an array.
   *
   * @return whether it was written; if not it has to travel with its value
   */
  boolean write(int count, int bytesEach, ArrayPart part) {
    if (measuring) {
      end += (long) count * bytesEach;
      return true;
    }
    BulkOutlet files = outlet;
    if (files == null || full) {
      return false;
    }
    long start = end;
    try {
      BulkWriter target = file == null ? files.begin() : file;
      if (target == null) {
        return false;
      }
      file = target;
      boolean compared = files.isCompared();
      crc.reset();
      slices.each(
          count,
          bytesEach,
          (slice, from) -> {
            int length = slice.remaining();
            part.copy(slice, from, length / bytesEach);
            if (compared) {
              crc.update(slice.position(0));
            }
            target.write(end, slice.position(0));
            end += length;
          });
      return true;
    } catch (IOException e) {
      // No space, or no file can be made: the socket carries it, and the next block tries again.
      full = true;
      end = start;
      return false;
    }
  }

  /** What tells the array that was written last from others, where anybody asks. */
  int checksum() {
    return (int) crc.getValue();
  }

  /** A value is complete. */
  void valueEnds(int index) {
    if (end > 0) {
      if (index >= ends.length) {
        ends = Arrays.copyOf(ends, Math.max(16, index * 2));
      }
      ends[index] = end;
    }
  }

  /** The bulk of the block, which is complete. */
  @Nullable Bulk finish(int values) {
    BulkWriter written = file;
    BulkOutlet files = outlet;
    Bulk bulk = null;
    if (measuring) {
      bulk = end == 0 ? null : bulk(new Zeros(0), values);
    } else if (written != null && files != null) {
      if (end == 0) {
        files.discard(written);
      } else {
        bulk = bulk(written, values);
        files.finished(written);
      }
    }
    file = null;
    full = false;
    end = 0;
    ends = new long[0];
    return bulk;
  }

  /** Stands for arrays that were counted only. */
  private record Zeros(long number) implements BulkFile {

    @Override
    public void read(long at, ByteBuffer target) {
      while (target.hasRemaining()) {
        target.put((byte) 0);
      }
    }

    @Override
    public void release() {
      // There is nothing to let go.
    }
  }

  private Bulk bulk(BulkFile written, int values) {
    long[] starts = new long[values];
    long[] lengths = new long[values];
    long before = 0;
    for (int i = 0; i < values; i++) {
      starts[i] = before;
      lengths[i] = Math.max(0, (i < ends.length ? ends[i] : 0) - before);
      before += lengths[i];
    }
    return new Bulk(written, starts, lengths);
  }
}
