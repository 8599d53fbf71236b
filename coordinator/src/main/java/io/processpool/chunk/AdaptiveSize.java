package io.processpool.chunk;

import java.util.OptionalLong;

/**
 * Chooses the size so that a chunk is worth its round trip and no worker is left waiting at the
 * end: begins with one item, at most doubles, aims at {@value #TARGET_MILLIS} ms of work and at
 * most about {@value #TARGET_BYTES} bytes, and shrinks towards the end of an input whose length is
 * known.
 */
public final class AdaptiveSize implements ChunkSize {

  static final int TARGET_MILLIS = 20;
  static final int TARGET_BYTES = 1 << 20;

  private static final long TARGET_NANOS = TARGET_MILLIS * 1_000_000L;

  /** Later measurements count this much, so that a cheap beginning is soon forgotten. */
  private static final double WEIGHT = 0.3;

  /** At the end every worker still gets that many chunks. */
  private static final int CHUNKS_PER_WORKER_AT_END = 4;

  private final int workers;
  private final int most;
  private int current = 1;
  private double nanosPerItem = -1;
  private double bytesPerItem;

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
    long share = remaining.getAsLong() / ((long) CHUNKS_PER_WORKER_AT_END * workers);
    return (int) Math.max(1, Math.min(current, share));
  }

  @Override
  public boolean isSettled() {
    return nanosPerItem >= 0;
  }

  @Override
  public void ran(int items, long nanos, long bytes) {
    if (items == 0) {
      return;
    }
    double perItem = (double) nanos / items;
    double size = (double) bytes / items;
    nanosPerItem = isSettled() ? mix(nanosPerItem, perItem) : perItem;
    bytesPerItem = isSettled() ? mix(bytesPerItem, size) : size;
    double wanted = Math.min(favoured(nanosPerItem, bytesPerItem), most);
    // Only a chunk of nearly the current size tells that twice as much is still fine.
    int ceiling = items * 2 > current ? current * 2 : current;
    current = (int) Math.max(1, Math.min(wanted, Math.min(most, ceiling)));
  }

  /** How many items of this kind make a good chunk, if there is no other bound. */
  public static double favoured(double nanosPerItem, double bytesPerItem) {
    double byTime = TARGET_NANOS / Math.max(1, nanosPerItem);
    double byBytes = TARGET_BYTES / Math.max(1, bytesPerItem);
    return Math.min(byTime, byBytes);
  }

  private static double mix(double before, double now) {
    return before + WEIGHT * (now - before);
  }
}
