package io.processpool.chunk;

import io.processpool.concurrent.Ticker;
import io.processpool.message.PayloadBlock;
import io.processpool.message.Unsendable;
import io.processpool.payload.BlockEncoder;
import io.processpool.payload.LargePart;
import io.processpool.payload.UnsendableException;
import io.processpool.runs.LongRuns;
import io.processpool.runs.LongRunsBuilder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads the items of the next chunk and encodes them. An item that cannot be sent is set aside and
 * the others go on. Confined to the consumer's thread.
 *
 * @param <T> the items
 */
public final class ChunkCutter<T extends @Nullable Object> {

  /** A chunk takes no more items when it is that large. */
  static final int MAX_CHUNK_BYTES = 1 << 20;

  /** Neither does one of a fixed size: with one more value of the largest kind it fills a frame. */
  static final int MAX_EXACT_BYTES = 8 << 20;

  /** A slow input does not hold back what was read for longer than this. */
  static final long MAX_CUT_NANOS = 5_000_000;

  /** The clock is read after items 1, 2, 4 and so on up to this, then each time after as many. */
  private static final int MOST_ITEMS_PER_CLOCK = 64;

  /** A chunk that may have more items begins with room for so many. */
  private static final int MOST_AT_FIRST = 4096;

  private final ItemSource<T> source;
  private final Preflight preflight;
  private final Ticker ticker;
  private final InputMeter input;
  private long askedNanos;

  /** Cuts this source. */
  public ChunkCutter(ItemSource<T> source, Preflight preflight, Ticker ticker) {
    this.source = source;
    this.preflight = preflight;
    this.ticker = ticker;
    this.input = new InputMeter(ticker);
  }

  /** Finds out whether an item survives the way to a worker. */
  @FunctionalInterface
  public interface Preflight {

    /** Throws if it does not. Runs the user's code. */
    void check(@Nullable Object item) throws UnsendableException;
  }

  /**
   * What was cut: a value for each of {@code items}, and what was set aside.
   *
   * @param firstIndex the position of the first item read
   * @param indexes the position of each item
   * @param items the user's own objects
   * @param block a value for each item
   * @param refused what cannot be sent
   * @param largeParts the large objects in the block
   * @param times how long it took
   */
  public record Cut<T extends @Nullable Object>(
      long firstIndex,
      LongRuns indexes,
      List<T> items,
      PayloadBlock block,
      List<Refusal<T>> refused,
      List<LargePart> largeParts,
      Times times) {}

  /**
   * How long a cut took, in nanoseconds.
   *
   * @param coding making bytes of the items
   * @param input in the user's input, what came before the first item included
   */
  public record Times(long coding, long input) {}

  /**
   * An item that cannot be sent.
   *
   * @param index its position
   * @param item the user's own object
   * @param problem why
   */
  public record Refusal<T extends @Nullable Object>(long index, T item, Unsendable problem) {}

  /** Whether another item comes. Runs the user's code. */
  public boolean hasNext() {
    long start = ticker.nanos();
    boolean more = source.hasNext();
    askedNanos += ticker.nanos() - start;
    return more;
  }

  /**
   * Reads and encodes the next chunk. Runs the user's code.
   *
   * @param encoder an encoder that holds nothing
   * @param size how many items at most
   * @param exact whether only the end of the input, or what fits a frame, may make it smaller
   */
  public Cut<T> cut(BlockEncoder encoder, int size, boolean exact) {
    long inputBefore = askedNanos;
    askedNanos = 0;
    long start = ticker.nanos();
    long first = source.readCount();
    Draft draft = new Draft(encoder, size);
    Consumer<T> taker = draft::take;
    for (int i = 0; i < size && asksForMore(); i++) {
      if (!source.read(taker)
          || (exact ? encoder.size() >= MAX_EXACT_BYTES : isLongEnough(encoder, i, start))) {
        break;
      }
    }
    List<LargePart> largeParts = encoder.largeParts();
    PayloadBlock block = encoder.finish();
    long took = ticker.nanos() - start;
    long inputNanos = Math.min(took, input.takeNanos());
    return new Cut<>(
        first,
        draft.indexes.build(),
        draft.items(),
        block,
        draft.refused,
        largeParts,
        new Times(took - inputNanos, inputBefore + inputNanos));
  }

  /** Asks the input for its next item, which is read right after. */
  private boolean asksForMore() {
    input.asked();
    boolean more = source.hasNext();
    if (!more) {
      input.answered();
    }
    return more;
  }

  private boolean isLongEnough(BlockEncoder encoder, int item, long start) {
    return encoder.size() >= MAX_CHUNK_BYTES
        || (isClockDue(item + 1) && ticker.nanos() - start > MAX_CUT_NANOS);
  }

  private static boolean isClockDue(int items) {
    return items % MOST_ITEMS_PER_CLOCK == 0
        || (items < MOST_ITEMS_PER_CLOCK && Integer.bitCount(items) == 1);
  }

  /** The chunk as it grows. */
  private final class Draft {

    private final BlockEncoder encoder;
    private final List<Refusal<T>> refused = new ArrayList<>(0);
    private @Nullable Object[] items;
    private final LongRunsBuilder indexes = LongRunsBuilder.rising();
    private int count;

    Draft(BlockEncoder encoder, int size) {
      this.encoder = encoder;
      int capacity = (int) Math.min(source.remaining().orElse(size), Math.min(size, MOST_AT_FIRST));
      this.items = new @Nullable Object[capacity];
    }

    void take(T item) {
      input.answered();
      long index = source.readCount() - 1;
      try {
        if (index == 0) {
          preflight.check(item);
        }
        encoder.add(item);
      } catch (UnsendableException e) {
        refused.add(new Refusal<>(index, item, e.problem()));
        return;
      }
      if (count == items.length) {
        items = Arrays.copyOf(items, Math.max(1, count * 2));
      }
      indexes.add(index);
      items[count++] = item;
    }

    @SuppressWarnings("unchecked") // what was taken
    List<T> items() {
      if (count < items.length) {
        items = Arrays.copyOf(items, count);
      }
      return (List<T>) Arrays.asList(items);
    }
  }
}
