package io.processpool.job;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Answers that wait to be taken, in input order or as they come. How many there can be is bounded
 * by who feeds. Guarded by the job's lock.
 */
final class ResultWindow<T extends @Nullable Object> {

  private final boolean ordered;
  private final Queue<AnswerRun<T>> ready = new ArrayDeque<>();
  private final Map<Long, AnswerRun<T>> early = new HashMap<>();
  private long nextIndex;

  ResultWindow(boolean ordered) {
    this.ordered = ordered;
  }

  void put(AnswerRun<T> answers) {
    if (!ordered) {
      ready.add(answers);
      return;
    }
    if (answers.firstIndex() != nextIndex) {
      early.put(answers.firstIndex(), answers);
      return;
    }
    AnswerRun<T> next = answers;
    while (next != null) {
      ready.add(next);
      nextIndex += next.count();
      next = early.isEmpty() ? null : early.remove(nextIndex);
    }
  }

  /** Moves all that may be taken to the list. */
  void drainTo(AnswerList<T> taken) {
    ready.forEach(taken::add);
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
