package io.processpool.payload;

import io.processpool.bulk.Bulk;
import io.processpool.bulk.BulkFile;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The large arrays of the value that is being read, in the order in which they were written. */
final class BulkInput {

  private final BulkSlices slices = new BulkSlices();
  private @Nullable BulkFile file;
  private long position;
  private long limit;

  void open(@Nullable Bulk bulk, int index) {
    if (bulk == null || bulk.lengths()[index] == 0) {
      file = null;
      position = 0;
      limit = 0;
    } else {
      file = bulk.file();
      position = bulk.starts()[index];
      limit = position + bulk.lengths()[index];
    }
  }

  long remaining() {
    return limit - position;
  }

  /** Lets the file go; it is not read again for this value. */
  void release() {
    BulkFile read = file;
    file = null;
    if (read != null) {
      read.release();
    }
  }

  /** Reads an array whose size was held against {@link #remaining}. */
  void read(int count, int bytesEach, ArrayPart part) {
    BulkFile source = file;
    if (source == null) {
      throw new Refused("", Reason.damaged("a large array is missing"));
    }
    try {
      slices.each(
          count,
          bytesEach,
          (slice, from) -> {
            int length = slice.remaining();
            source.read(position, slice);
            position += length;
            part.copy(slice.flip(), from, length / bytesEach);
          });
    } catch (IOException e) {
      throw new Refused("", Reason.damaged(String.valueOf(e.getMessage())), e);
    }
  }
}
