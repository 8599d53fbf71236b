package io.processpool.job;

import io.processpool.backend.Chunk;
import io.processpool.backend.WorkerRef;
import io.processpool.trace.ChunkSpan;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A chunk at the backend and its items. Guarded by the job's lock. */
final class LedgerEntry<T extends @Nullable Object> {

  private final long number;
  private final Chunk chunk;
  private final List<T> items;
  private final boolean[] answered;
  private int left;
  private @Nullable ChunkSpan span;

  LedgerEntry(Chunk chunk, List<T> items) {
    this.number = chunk.id().number();
    this.chunk = chunk;
    this.items = items;
    this.answered = new boolean[chunk.size()];
    this.left = chunk.size();
  }

  /** The chunk's. */
  long number() {
    return number;
  }

  Chunk chunk() {
    return chunk;
  }

  List<T> items() {
    return items;
  }

  /** For each item whether it has its answer, or another chunk brings that. */
  boolean[] answered() {
    return answered;
  }

  /** Whether the item had no answer and has one now. */
  boolean claim(int position) {
    if (position < 0 || position >= answered.length || answered[position]) {
      return false;
    }
    answered[position] = true;
    left--;
    return true;
  }

  /** How many items were not claimed. */
  int left() {
    return left;
  }

  @Nullable ChunkSpan span() {
    return span;
  }

  void begin(ChunkSpan begun) {
    span = begun;
  }

  Answer<T> answer(int position, @Nullable WorkerRef worker, Answer.Ending ending) {
    long index = chunk.indexes().get(position);
    int attempt = (int) chunk.attempts().get(position);
    return new Answer<>(index, items.get(position), worker, attempt, ending);
  }
}
