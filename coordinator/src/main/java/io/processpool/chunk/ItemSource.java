package io.processpool.chunk;

import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The input of a job, read item by item. What the user's iterator throws ends it and is kept for
 * the consumer. Confined to the consumer's thread, which alone writes; others may look at the
 * numbers.
 *
 * @param <T> the items
 */
public final class ItemSource<T extends @Nullable Object> {

  private Iterator<? extends T> iterator;
  private final OptionalLong size;
  private final boolean inMemory;
  private final AtomicLong read = new AtomicLong();
  private volatile boolean ended;
  private volatile @Nullable Throwable failure;

  private ItemSource(Iterator<? extends T> iterator, OptionalLong size, boolean inMemory) {
    this.iterator = iterator;
    this.size = size;
    this.inMemory = inMemory;
  }

  /**
   * The items of an iterable; its iterator is asked for at once, and may throw.
   *
   * @param items the user's input
   * @param hint how many there are, where the input does not know
   */
  public static <T extends @Nullable Object> ItemSource<T> of(
      Iterable<? extends T> items, OptionalLong hint) {
    return items instanceof Collection<?> known
        ? new ItemSource<>(items.iterator(), OptionalLong.of(known.size()), true)
        : new ItemSource<>(items.iterator(), hint, false);
  }

  /** Whether another item comes; false after the input threw. Runs the user's code. */
  @SuppressWarnings("CatchingUnchecked")
  public boolean hasNext() {
    if (ended) {
      return false;
    }
    try {
      if (!iterator.hasNext()) {
        end();
      }
    } catch (Throwable e) { // whatever the user's iterator throws ends the input
      fail(e);
    }
    return !ended;
  }

  /** The next item; {@code false} from {@link #hasNext} follows if the input threw instead. */
  public boolean read(Consumer<? super T> taker) {
    T item;
    try {
      item = iterator.next();
    } catch (Throwable e) { // whatever the user's iterator throws ends the input
      fail(e);
      return false;
    }
    read.setRelease(read.getPlain() + 1); // one writer; for each item a fence would show
    taker.accept(item);
    return true;
  }

  private void fail(Throwable thrown) {
    failure = thrown;
    end();
  }

  private void end() {
    iterator = Collections.emptyIterator(); // whoever keeps the job must not keep its input
    ended = true;
  }

  /** Whether nothing more will be read, as far as was looked. */
  public boolean isEnded() {
    return ended;
  }

  /** How many were read. */
  public long readCount() {
    return read.getAcquire();
  }

  /** How many there will be, as far as the input or the user's hint says. */
  public OptionalLong size() {
    return size;
  }

  /** Whether the items are there already: to read one waits for nothing. */
  public boolean isInMemory() {
    return inMemory;
  }

  /** How many are still to come, if that is known and was not wrong. */
  public OptionalLong remaining() {
    return size.isPresent() && size.getAsLong() >= readCount()
        ? OptionalLong.of(size.getAsLong() - readCount())
        : OptionalLong.empty();
  }

  /** Throws what the input threw, as it is, the first time this is called after it. */
  public void throwFailureOnce() {
    Throwable thrown = failure;
    failure = null;
    if (thrown != null) {
      sneak(thrown);
    }
  }

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // an iterator may throw anything
  private static <E extends Throwable> void sneak(Throwable thrown) throws E {
    throw (E) thrown;
  }
}
