package io.processpool.job;

import io.processpool.backend.Chunk;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The entries of chunks at the backend, by the chunk's number: an open hash table, since a map's
 * nodes and boxed keys take longer than all else that is done for a small chunk here. Guarded by
 * the job's lock.
 */
final class LedgerIndex<T extends @Nullable Object> {

  private static final int FIRST_SLOTS = 8;

  /** Numbers follow each other; times this, their upper bits are spread evenly. */
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private @Nullable LedgerEntry<T>[] slots = slots(FIRST_SLOTS);
  private int size;

  @SuppressWarnings("unchecked")
  private static <T extends @Nullable Object> @Nullable LedgerEntry<T>[] slots(int count) {
    return (@Nullable LedgerEntry<T>[]) new LedgerEntry<?>[count];
  }

  int size() {
    return size;
  }

  void put(LedgerEntry<T> entry) {
    if (++size > slots.length / 2) {
      @Nullable LedgerEntry<T>[] before = slots;
      slots = slots(2 * before.length);
      for (LedgerEntry<T> each : before) {
        if (each != null) {
          insert(each);
        }
      }
    }
    insert(entry);
  }

  private void insert(LedgerEntry<T> entry) {
    int slot = home(entry.number());
    while (slots[slot] != null) {
      slot = next(slot);
    }
    slots[slot] = entry;
  }

  @Nullable LedgerEntry<T> find(Chunk chunk) {
    return slots[slotOf(chunk)];
  }

  @Nullable LedgerEntry<T> remove(Chunk chunk) {
    int hole = slotOf(chunk);
    LedgerEntry<T> removed = slots[hole];
    if (removed == null) {
      return null;
    }
    size--;
    slots[hole] = null;
    LedgerEntry<T> follower;
    for (int slot = next(hole); (follower = slots[slot]) != null; slot = next(slot)) {
      if (distance(home(follower.number()), slot) >= distance(hole, slot)) { // else it stands right
        slots[hole] = follower;
        slots[slot] = null;
        hole = slot;
      }
    }
    return removed;
  }

  /** Where the chunk is, or the empty slot where the search for it ends. */
  private int slotOf(Chunk chunk) {
    long number = chunk.id().number();
    int slot = home(number);
    LedgerEntry<T> entry;
    while ((entry = slots[slot]) != null && entry.number() != number) {
      slot = next(slot);
    }
    return slot;
  }

  private int home(long number) {
    return (int) ((number * GOLDEN) >>> Integer.SIZE) & (slots.length - 1);
  }

  private int next(int slot) {
    return (slot + 1) & (slots.length - 1);
  }

  private int distance(int from, int to) {
    return (to - from) & (slots.length - 1);
  }

  /** All of them, in the order they were made. */
  List<LedgerEntry<T>> inOrder() {
    return Arrays.stream(slots)
        .filter(Objects::nonNull)
        .sorted(Comparator.comparingLong(LedgerEntry::number))
        .toList();
  }
}
