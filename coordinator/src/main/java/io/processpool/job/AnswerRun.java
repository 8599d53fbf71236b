package io.processpool.job;

import io.processpool.backend.Chunk;
import io.processpool.backend.WorkerRef;
import io.processpool.message.PayloadBlock;
import io.processpool.runs.LongRuns;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answers of items that stand one behind the other in the input: values of one message, or a
 * single failure. Items go on together as long as nobody needs one by itself. Immutable.
 *
 * @param <T> the items
 */
public final class AnswerRun<T extends @Nullable Object> {

  private final long firstIndex;
  private final int count;
  private final List<T> items;
  private final LongRuns attempts;
  private final int offset;
  private final @Nullable WorkerRef worker;

  // Either a failure, or values of a block.
  private final Answer.@Nullable Ending failure;
  private final PayloadBlock block;
  private final int firstValue;

  private AnswerRun(
      Place<T> place, @Nullable WorkerRef worker, Answer.@Nullable Ending failure, Values values) {
    this.firstIndex = place.firstIndex;
    this.count = place.count;
    this.items = place.items;
    this.attempts = place.attempts;
    this.offset = place.offset;
    this.worker = worker;
    this.failure = failure;
    this.block = values.block;
    this.firstValue = values.first;
  }

  /** Items that stand one behind the other in a chunk, from an offset on. */
  private record Place<T extends @Nullable Object>(
      long firstIndex, int count, List<T> items, LongRuns attempts, int offset) {}

  /** Values of a block, from one on. */
  private record Values(PayloadBlock block, int first) {

    private static final Values NONE = new Values(PayloadBlock.EMPTY, 0);
  }

  /** A single answer. */
  static <T extends @Nullable Object> AnswerRun<T> of(Answer<T> answer) {
    Place<T> place =
        new Place<>(
            answer.index(),
            1,
            Collections.singletonList(answer.item()),
            LongRuns.repeat(answer.attempt(), 1),
            0);
    return answer.ending() instanceof Answer.Value value
        ? new AnswerRun<>(place, answer.worker(), null, new Values(value.block(), value.position()))
        : new AnswerRun<>(place, answer.worker(), answer.ending(), Values.NONE);
  }

  /**
   * Values of consecutive items of a chunk.
   *
   * @param chunk which
   * @param items the user's own objects, all of the chunk
   * @param position the first one's position there
   * @param count how many
   * @param source where the values are
   */
  static <T extends @Nullable Object> AnswerRun<T> ofValues(
      Chunk chunk, List<T> items, int position, int count, Source source) {
    return new AnswerRun<>(
        new Place<>(chunk.indexes().get(position), count, items, chunk.attempts(), position),
        source.worker,
        null,
        new Values(source.block, source.firstValue));
  }

  /** Who sent values, and where they begin in which block. */
  record Source(WorkerRef worker, PayloadBlock block, int firstValue) {}

  /** The position in the input of the first item. */
  public long firstIndex() {
    return firstIndex;
  }

  /** How many items. */
  public int count() {
    return count;
  }

  /** Whether they have values; if not, it is one failure. */
  public boolean isValues() {
    return failure == null;
  }

  /** The block that holds the values. */
  public PayloadBlock block() {
    return block;
  }

  /** Where in the block the value of the first item is; those of the others follow. */
  public int firstValue() {
    return firstValue;
  }

  /** One of the answers by itself, from 0 on. */
  public Answer<T> get(int i) {
    Answer.Ending ending = failure == null ? new Answer.Value(block, firstValue + i) : failure;
    return new Answer<>(
        firstIndex + i, items.get(offset + i), worker, (int) attempts.get(offset + i), ending);
  }

  /** How many bytes they keep. */
  long bytes() {
    return failure == null ? block.weight(firstValue, count) : get(0).bytes();
  }
}
