package io.processpool.advice;

import static io.processpool.advice.Text.count;
import static io.processpool.advice.Text.format;
import static io.processpool.advice.Text.percent;
import static io.processpool.advice.Text.time;

import io.processpool.api.Advice.Kind;
import io.processpool.chunk.AdaptiveSize;
import org.jspecify.annotations.Nullable;

/** The chunk size set by hand is far from what the measurements favour. */
final class ChunkRule {

  private static final int FAR = 8;
  private static final int LEAST_SMALL_CHUNKS = 100;

  /** More chunks than that spread any work well enough. */
  private static final int CHUNKS_PER_WORKER = 4;

  private static final double WORTH_IT = 0.2;
  private static final double WORTH_MORE_CHUNKS = 0.3;

  private ChunkRule() {}

  static @Nullable Finding tooSmall(Evidence evidence) {
    int size = evidence.setting().chunkSize();
    long chunks = evidence.report().chunks();
    long favoured = favoured(evidence);
    if (size == 0 || chunks < LEAST_SMALL_CHUNKS || favoured < (long) FAR * size) {
      return null;
    }
    double others = evidence.input() + evidence.taking() + evidence.callerCoding();
    double best = Math.max(evidence.evenly(), others);
    double saved = (evidence.wall() - best) * (1 - (double) size / favoured);
    if (saved < WORTH_IT * evidence.wall()) {
      return null;
    }
    return Finding.of(
        Kind.CHUNK_SIZE,
        saved,
        format(
            "%s of %s were sent, each with %s of work and a round trip of %s; about %,d"
                + " items per chunk would save about %s of %s.",
            count(chunks, "chunk", "chunks"),
            count(size, "item", "items"),
            time(evidence.compute() / chunks),
            time(evidence.transfer() / chunks),
            favoured,
            time(saved),
            time(evidence.wall())),
        "Leave out chunkSize(" + size + "): the automatic size measures what the items need.");
  }

  static @Nullable Finding tooLarge(Evidence evidence) {
    int size = evidence.setting().chunkSize();
    long chunks = evidence.report().chunks();
    int workers = evidence.setting().workers();
    if (size < 2 || chunks >= (long) CHUNKS_PER_WORKER * workers) {
      return null;
    }
    // No chunk size makes an item shorter, and none hurries the input or who takes the results.
    double others = evidence.input() + evidence.taking() + evidence.callerCoding();
    double best = Math.max(Math.max(evidence.evenly(), others), StragglerRule.longest(evidence));
    double saved = evidence.wall() - best;
    if (saved < WORTH_MORE_CHUNKS * evidence.wall()) {
      return null;
    }
    return Finding.of(
        Kind.CHUNK_SIZE,
        saved,
        format(
            "%s made only %s for %s, which had nothing to do for %s of the time; smaller chunks"
                + " would save about %s of %s.",
            count(evidence.items(), "item", "items"),
            count(chunks, "chunk", "chunks"),
            count(workers, "worker", "workers"),
            percent(evidence.idleShare()),
            time(saved),
            time(evidence.wall())),
        format(
            "Leave out chunkSize(%d), or set at most %d, so that every worker gets several chunks.",
            size, spread(evidence)));
  }

  /** The largest size that gives every worker several chunks. */
  private static long spread(Evidence evidence) {
    long chunks = (long) CHUNKS_PER_WORKER * evidence.setting().workers();
    return Math.max(1, evidence.items() / chunks);
  }

  /** What the automatic size would have come to. */
  private static long favoured(Evidence evidence) {
    double nanosPerItem = evidence.busy() * 1e9 / evidence.items();
    double wanted = AdaptiveSize.favoured(nanosPerItem, evidence.bytesPerItem());
    long most = Math.min(evidence.setting().mostPerChunk(), spread(evidence));
    return Math.max(1, Math.min((long) wanted, most));
  }
}
