package io.processpool;

import io.processpool.dispatch.Turnover;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * When workers are replaced, or leave, that are well.
 *
 * @param maxTasks how many items one may run
 * @param maxGrowth by how many bytes one may grow
 * @param idleTimeout how long one may have nothing to do
 */
record Recycling(OptionalInt maxTasks, OptionalLong maxGrowth, Optional<Duration> idleTimeout) {

  /** They stay as long as the pool. */
  static final Recycling NONE =
      new Recycling(OptionalInt.empty(), OptionalLong.empty(), Optional.empty());

  private static final long LEAST_GROWTH_BYTES = 1L << 20;

  /** Nanoseconds count no further than some hundred years. */
  private static final Duration LONGEST = Duration.ofDays(36_500);

  Recycling withMaxTasks(int items) {
    return new Recycling(OptionalInt.of(items), maxGrowth, idleTimeout);
  }

  Recycling withMaxGrowth(long bytes) {
    return new Recycling(maxTasks, OptionalLong.of(bytes), idleTimeout);
  }

  Recycling withIdleTimeout(Duration limit) {
    return new Recycling(maxTasks, maxGrowth, Optional.of(limit));
  }

  /** What is out of range. */
  List<String> problems() {
    List<String> problems = new ArrayList<>();
    if (maxTasks.isPresent() && maxTasks.getAsInt() < 1) {
      problems.add("maxTasksPerWorker=" + maxTasks.getAsInt() + " items (expected: 1 or more)");
    }
    if (maxGrowth.isPresent() && maxGrowth.getAsLong() < LEAST_GROWTH_BYTES) {
      problems.add(
          "maxWorkerGrowth="
              + maxGrowth.getAsLong()
              + " bytes (expected: "
              + LEAST_GROWTH_BYTES
              + " or more)");
    }
    if (idleTimeout.isPresent() && (idleTimeout.get().isNegative() || idleTimeout.get().isZero())) {
      problems.add("idleTimeout=" + idleTimeout.get() + " (expected: more than 0)");
    }
    return problems;
  }

  /** What the dispatcher must know. */
  Turnover turnover() {
    long idleNanos =
        idleTimeout
            .map(limit -> (limit.compareTo(LONGEST) < 0 ? limit : LONGEST).toNanos())
            .orElse(0L);
    return new Turnover(maxTasks.orElse(0), idleNanos);
  }
}
