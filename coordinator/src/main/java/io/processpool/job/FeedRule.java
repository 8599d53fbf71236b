package io.processpool.job;

import io.processpool.api.JobOptions;
import io.processpool.chunk.AdaptiveSize;
import io.processpool.chunk.ChunkSize;
import io.processpool.chunk.FixedSize;
import io.processpool.message.ChunkTimes;
import java.util.OptionalLong;

/**
 * Decides whether more input may be read, and how many items. The window bounds how far reading
 * runs ahead of the consumer in items; a budget bounds what is held in bytes, on both ways. Guarded
 * by the job's lock.
 */
final class FeedRule {

  /** The automatic window, per worker. */
  static final int WINDOW_PER_WORKER = 8192;

  /** The same where the items are there already: to read one does nothing and holds nothing. */
  static final int WINDOW_IN_MEMORY = 32_768;

  /** The least that is, however small the heap. */
  static final int LEAST_WINDOW_PER_WORKER = 1024;

  /** Beyond that an item of the window needs so much heap, since its books take a tenth of it. */
  static final int HEAP_PER_ITEM = 1024;

  /** Enough for each worker to run one, hold one, and have one on the way. */
  private static final int CHUNKS_PER_WORKER = 3;

  private static final long MOST_BYTES = 64L << 20;

  /** Small chunks of a fixed size that may be cut before the rule is asked again. */
  private static final int MOST_AT_ONCE = 16;

  private final int workers;
  private final int window;
  private final long budget;
  private final ChunkSize size;
  private final boolean exact;
  private boolean measured;
  private double resultBytesPerItem = -1;

  private FeedRule(int workers, int window, long budget, ChunkSize size, boolean exact) {
    this.workers = workers;
    this.window = window;
    this.budget = budget;
    this.size = size;
    this.exact = exact;
  }

  /**
   * The rule of a job.
   *
   * @param options the user's wishes
   * @param workers how many share the input
   * @param inMemory whether the input is there already
   * @param mostItems how many items a chunk may have
   * @param heapBytes the largest heap of this JVM, of which an eighth may be held
   */
  static FeedRule of(
      JobOptions options, int workers, boolean inMemory, int mostItems, long heapBytes) {
    int window = window(options, workers, inMemory, heapBytes);
    long budget = Math.min(MOST_BYTES, heapBytes / 8);
    boolean exact = options.chunkSize().isPresent();
    int most = Math.min(window, mostItems);
    ChunkSize size =
        exact
            ? new FixedSize(Math.min(options.chunkSize().getAsInt(), most))
            : new AdaptiveSize(workers, Math.min(window / (2 * workers), mostItems));
    return new FeedRule(workers, window, budget, size, exact);
  }

  /** How many items may be read ahead of the consumer. */
  static int window(JobOptions options, int workers, boolean inMemory, long heapBytes) {
    long affordable = Math.max((long) LEAST_WINDOW_PER_WORKER * workers, heapBytes / HEAP_PER_ITEM);
    long wanted = (long) (inMemory ? WINDOW_IN_MEMORY : WINDOW_PER_WORKER) * workers;
    return options.window().orElse((int) Math.min(wanted, affordable));
  }

  /**
   * What the job holds now.
   *
   * @param outstanding items read and not consumed
   * @param remaining items still to be read, if that is known
   * @param chunks chunks at the backend
   * @param items items at the backend
   * @param arguments bytes of arguments at the backend
   * @param results bytes of results that wait for the consumer
   */
  record Load(
      long outstanding,
      OptionalLong remaining,
      int chunks,
      long items,
      long arguments,
      long results) {}

  /** How many items the next chunk has, 0 if none may be read now. */
  int nextSize(Load load) {
    int wanted = Math.min(size.next(load.remaining()), window);
    long room = window - load.outstanding();
    boolean starved = load.chunks() == 0;
    if (room < (starved ? 1 : wanted)) {
      return 0;
    }
    if (!(size.isSettled() && measured) && isFed(load.chunks())) {
      return 0; // how much comes back is not known yet
    }
    double held = held(load);
    // Large arguments may keep every worker busy; results that nobody takes may not grow.
    boolean idle = load.chunks() < workers && load.results() < budget;
    return held < budget || idle ? (int) Math.min(wanted, room) : 0;
  }

  private double held(Load load) {
    return load.arguments() + load.results() + expected(load.items());
  }

  /**
   * How many chunks of the size that was just allowed may be cut before the rule is asked again.
   * Who cuts them stops where they are not small.
   */
  int atOnce(int items, Load load) {
    if (!exact || !measured || held(load) + expected((long) MOST_AT_ONCE * items) > budget / 2.0) {
      return 1;
    }
    long room = (window - load.outstanding()) / items;
    return (int) Math.max(1, Math.min(MOST_AT_ONCE, room));
  }

  /** Whether the backend has enough that results may be handed out first. */
  boolean isFed(int chunks) {
    return chunks >= enough();
  }

  /** How many chunks at the backend that takes. */
  int enough() {
    return CHUNKS_PER_WORKER * workers;
  }

  /** Whether only the end of the input may make a chunk smaller. */
  boolean isExact() {
    return exact;
  }

  /** A chunk was run. */
  void ran(int items, ChunkTimes times, long argumentBytes) {
    measured = true;
    double bytes = argumentBytes + expected(items);
    size.ran(items, times.busy(), (long) bytes);
  }

  /** Results arrived. */
  void received(int items, long bytes) {
    if (items > 0) {
      measured = true;
      double perItem = (double) bytes / items;
      resultBytesPerItem =
          resultBytesPerItem < 0
              ? perItem
              : resultBytesPerItem + (perItem - resultBytesPerItem) * 0.3;
    }
  }

  /** How many bytes so many results will have, by what came so far. */
  private double expected(long items) {
    return items * Math.max(0, resultBytesPerItem);
  }
}
