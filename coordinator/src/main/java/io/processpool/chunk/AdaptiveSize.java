package io.processpool.chunk;

import java.util.OptionalLong;

/**
 * Chooses the size so that a chunk is worth its round trip and no worker is left waiting at the
 * end: begins with one item, at most doubles, or quadruples where that is still next to no work,
 * aims at {@value #TARGET_MILLIS} ms of work and at most about {@value #TARGET_BYTES} bytes, and
 * shrinks towards the end of an input whose length is known.
 */
public final class AdaptiveSize implements ChunkSize {

  static final int TARGET_MILLIS = 20;
  static final int TARGET_BYTES = 1 << 20;

  private static final long TARGET_NANOS = TARGET_MILLIS * 1_000_000L;

  /** Each chunk leaves this much of those before, so that a cold beginning is soon forgotten. */
  private static final double KEPT = 0.7;

  /** A chunk of less work than this is not worth its round trip. */
  private static final double WORTHWHILE_NANOS = 250_000;

  private static final int GROWTH = 2;

  /** Towards a chunk that would still not be worth its round trip, if its items are as before. */
  private static final int QUICK_GROWTH = 4;

  /** At the end every worker still gets that many chunks. */
  private static final int CHUNKS_PER_WORKER_AT_END = 4;

  private final int workers;
  private final int most;
  private int current = 1;
  private boolean settled;
  private double items;
  private double nanos;
  private double bytes;

  /**
   * For a number of workers.
   *
   * @param workers how many share the input
   * @param most the largest size, from the window
   */
  public AdaptiveSize(int workers, int most) {
    this.workers = workers;
    this.most = Math.max(1, most);
  }

  @Override
  public int next(OptionalLong remaining) {
    if (remaining.isEmpty()) {
      return current;
    }
    long left = remaining.getAsLong();
    long share = left / ((long) CHUNKS_PER_WORKER_AT_END * workers);
    long size = Math.max(share, worthwhile(left));
    return (int) Math.max(1, Math.min(current, size));
  }

  private long worthwhile(long left) {
    long most = Math.round(WORTHWHILE_NANOS / Math.max(1, nanosPerItem()));
    if (settled) {
      return most;
    }
    // Few items are known yet: what they promise must not keep the last from another worker.
    return Math.min(most, (left + workers - 1) / workers);
  }

  @Override
  public boolean isSettled() {
    return settled;
  }

  private double nanosPerItem() {
    return nanos / Math.max(1, items);
  }

  @Override
  public void ran(int count, long took, long size) {
    if (count == 0) {
      return;
    }
    items = items * KEPT + count;
    nanos = nanos * KEPT + took;
    bytes = bytes * KEPT + size;
    double wanted = Math.min(favoured(nanosPerItem(), bytes / items), most);
    // Only a chunk of nearly the current size tells that more is still fine.
    int ceiling = count * 2 > current ? current * growth() : current;
    current = (int) Math.max(1, Math.min(wanted, Math.min(most, ceiling)));
    settled = current * 2 > wanted;
  }

  private int growth() {
    double grown = nanosPerItem() * current * QUICK_GROWTH;
    return grown <= WORTHWHILE_NANOS ? QUICK_GROWTH : GROWTH;
  }

  /** How many items of this kind make a good chunk, if there is no other bound. */
  public static double favoured(double nanosPerItem, double bytesPerItem) {
    double byTime = TARGET_NANOS / Math.max(1, nanosPerItem);
    double byBytes = TARGET_BYTES / Math.max(1, bytesPerItem);
    return Math.min(byTime, byBytes);
  }
}
