package io.processpool.bulk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The large arrays of a block's values. The arrays of a value lie one behind the other, and beside
 * those of other values. The arrays of numbers belong to this and must not change.
 *
 * @param file where
 * @param starts for each value where its arrays begin
 * @param lengths for each value how many bytes they take, 0 for one that has none
 */
public record Bulk(BulkFile file, long[] starts, long[] lengths) {

  /** Smaller arrays travel with their value. Both sides must agree on it. */
  public static final int LEAST_BYTES = 1 << 20;

  /** What a peer wrote: known by its number, and not opened yet. */
  public static Bulk unopened(long number, long[] starts, long[] lengths) {
    return new Bulk(new Unopened(number), starts, lengths);
  }

  /** The same in a file that was opened. */
  public Bulk in(BulkFile opened) {
    return new Bulk(opened, starts, lengths);
  }

  /** The arrays of some values only. */
  public Bulk slice(int... positions) {
    return new Bulk(
        file,
        Arrays.stream(positions).mapToLong(i -> starts[i]).toArray(),
        Arrays.stream(positions).mapToLong(i -> lengths[i]).toArray());
  }

  /** How many bytes all arrays take. */
  public long size() {
    return Arrays.stream(lengths).sum();
  }

  /** How long the file is at least. */
  public long end() {
    long end = 0;
    for (int i = 0; i < starts.length; i++) {
      end = Math.max(end, starts[i] + lengths[i]);
    }
    return end;
  }

  /** How many values have arrays there. */
  public int users() {
    return (int) Arrays.stream(lengths).filter(length -> length > 0).count();
  }

  private record Unopened(long number) implements BulkFile {

    @Override
    public void read(long at, ByteBuffer target) throws IOException {
      throw new IOException("bulk file " + number + " was not opened");
    }

    @Override
    public void release() {
      // There is nothing to let go.
    }
  }
}
