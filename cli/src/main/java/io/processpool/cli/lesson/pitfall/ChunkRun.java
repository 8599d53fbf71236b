package io.processpool.cli.lesson.pitfall;

import io.processpool.Pool;
import io.processpool.api.JobOptions;
import io.processpool.api.JobReport;
import io.processpool.api.Results;
import io.processpool.cli.lesson.BusyWork;
import io.processpool.cli.lesson.Sample;
import io.processpool.task.TaskFunction;
import java.lang.ref.Reference;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;

/**
 * One point of the sweep: short items with results of some size. Immutable.
 *
 * @param pool where
 * @param items what
 * @param steps how long each takes
 * @param way how results are taken
 * @param size of a chunk, empty for automatic
 */
record ChunkRun(Pool pool, List<Integer> items, long steps, Way way, OptionalInt size) {

  static final int RESULT_LONGS = 512;

  private static final int LEAST_WINDOW = 64;
  private static final int CHUNKS_AHEAD = 4;
  private static final int LOOKS_AT_MEMORY = 4;

  /** How results are taken. */
  enum Way {
    /** All in a list. */
    MAP,
    /** One after the other. */
    IMAP
  }

  String name() {
    return way.name().toLowerCase(Locale.ROOT)
        + (size.isPresent() ? ", chunks of " + size.getAsInt() : ", auto");
  }

  /** Runs it; the result is a hash of all results in their order. */
  Sample<Integer> run() {
    if (way == Way.MAP) {
      Sample<List<long[]>> all = Sample.map(pool, function(), items, options());
      int hash = all.result().stream().mapToInt(Arrays::hashCode).reduce(1, ChunkRun::mix);
      return new Sample<>(hash, all.wire(), all.report());
    }
    try (Results<long[]> results = pool.imap(function(), items, options())) {
      int hash = 1;
      while (results.hasNext()) {
        hash = mix(hash, Arrays.hashCode(results.next()));
      }
      JobReport report = results.report();
      return Sample.of(hash, report);
    }
  }

  /** Runs it again and says how many bytes this process held at most, besides garbage. */
  long heldBytes() {
    long before = used();
    if (way == Way.MAP) {
      return Math.max(0, usedWith(pool.map(function(), items, options())) - before);
    }
    int every = Math.max(1, items.size() / LOOKS_AT_MEMORY);
    long most = 0;
    try (Results<long[]> results = pool.imap(function(), items, options())) {
      for (int taken = 0; results.hasNext(); taken++) {
        long[] result = results.next();
        if (taken % every == 0) {
          most = Math.max(most, usedWith(result) - before);
        }
      }
    }
    return most;
  }

  private TaskFunction<Integer, long[]> function() {
    long count = steps;
    return item -> work(item, count);
  }

  private static long[] work(int item, long steps) {
    long[] result = new long[RESULT_LONGS];
    Arrays.fill(result, BusyWork.run(item, steps) | Long.MIN_VALUE); // long on the wire, too
    return result;
  }

  /**
   * A chunk must fit the window, and every worker needs some; no more, or imap holds everything.
   */
  private JobOptions options() {
    JobOptions options = JobOptions.defaults().label("pitfall-5");
    if (size.isEmpty()) {
      return options;
    }
    int chunk = size.getAsInt();
    long ahead = (long) CHUNKS_AHEAD * pool.workers().size() * chunk;
    int window = (int) Math.max(LEAST_WINDOW, Math.min(ahead, Math.max(chunk, items.size())));
    return options.chunkSize(chunk).window(window);
  }

  private static int mix(int hash, int next) {
    return 31 * hash + next;
  }

  private static long usedWith(Object held) {
    try {
      return used();
    } finally {
      Reference.reachabilityFence(held);
    }
  }

  private static long used() {
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }
}
