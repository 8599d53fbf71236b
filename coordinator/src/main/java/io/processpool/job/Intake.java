package io.processpool.job;

import io.processpool.advice.ItemSurvey;
import io.processpool.bulk.BulkOutlet;
import io.processpool.chunk.ChunkCutter;
import io.processpool.chunk.ChunkCutter.Cut;
import io.processpool.chunk.ItemSource;
import org.jspecify.annotations.Nullable;

/**
 * The input of a job on its way in: what was read, encoded, and not used up yet. Confined to the
 * consumer.
 */
final class Intake<T extends @Nullable Object> {

  private final ItemSource<T> source;
  private final ChunkCutter<T> cutter;
  private final Codecs codecs;
  private final @Nullable BulkOutlet bulk;
  private final ItemSurvey survey = new ItemSurvey();
  private long consumed;

  Intake(JobSetup<T> setup, @Nullable BulkOutlet bulk) {
    JobSetup.Services services = setup.services();
    this.source = setup.source();
    this.bulk = bulk;
    this.codecs = services.codecs();
    this.cutter = new ChunkCutter<>(source, codecs::check, services.ticker());
  }

  /** Reads and encodes a chunk; {@code null} at the end of the input. Runs the user's code. */
  @Nullable Cut<T> cut(int size, boolean exact) {
    if (!cutter.hasNext()) {
      return null;
    }
    Cut<T> cut =
        codecs.encode(
            encoder -> {
              encoder.writeBulkTo(bulk);
              Cut<T> made = cutter.cut(encoder, size, exact);
              encoder.writeBulkTo(null);
              return made;
            });
    survey.add(cut.block(), cut.largeParts());
    return cut;
  }

  /** What was seen in the items so far. */
  ItemSurvey.Seen seen() {
    return survey.seen();
  }

  /** The consumer has used up answers. */
  void consumed(int count) {
    consumed += count;
  }

  /** Items read whose answers were not used up. */
  long outstanding() {
    return source.readCount() - consumed;
  }

  /** Whether nothing more will be read, as far as was looked. */
  boolean isEnded() {
    return source.isEnded();
  }

  /** Whether all that was read was used up, and nothing more will be read. */
  boolean isExhausted() {
    return source.isEnded() && outstanding() == 0;
  }
}
