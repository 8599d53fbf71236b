package io.processpool.job;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Answers that wait to be taken, in input order or as they come. How many there can be is bounded
 * by who feeds. Guarded by the job's lock.
 */
final class ResultWindow<T extends @Nullable Object> {

  private final boolean ordered;
  private final Queue<Answer<T>> ready = new ArrayDeque<>();
  private final Map<Long, Answer<T>> early = new HashMap<>();
  private long nextIndex;

  ResultWindow(boolean ordered) {
    this.ordered = ordered;
  }

  void put(Answer<T> answer) {
    if (!ordered) {
      ready.add(answer);
      return;
    }
    if (answer.index() != nextIndex) {
      early.put(answer.index(), answer);
      return;
    }
    Answer<T> next = answer;
    while (next != null) {
      ready.add(next);
      nextIndex++;
      next = early.isEmpty() ? null : early.remove(nextIndex);
    }
  }

  /** Moves all that may be taken to the list. */
  void drainTo(List<Answer<T>> taken) {
    taken.addAll(ready);
    ready.clear();
  }

  boolean isReady() {
    return !ready.isEmpty();
  }

  void clear() {
    ready.clear();
    early.clear();
  }
}
