package io.processpool.job;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Answers that were taken, in runs; as a list it shows each by itself, made when it is looked at.
 *
 * @param <T> the items
 */
public final class AnswerList<T extends @Nullable Object> extends AbstractList<Answer<T>> {

  private final List<AnswerRun<T>> runs = new ArrayList<>();
  private int size;

  /** Appends a run. */
  void add(AnswerRun<T> run) {
    runs.add(run);
    size += run.count();
  }

  @Override
  public boolean add(Answer<T> answer) {
    add(AnswerRun.of(answer));
    return true;
  }

  /** The answers, as they came together. */
  public List<AnswerRun<T>> runs() {
    return runs;
  }

  @Override
  public Answer<T> get(int index) {
    Objects.checkIndex(index, size);
    int left = index;
    int i = 0;
    while (left >= runs.get(i).count()) {
      left -= runs.get(i).count();
      i++;
    }
    return runs.get(i).get(left);
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public void clear() {
    runs.clear();
    size = 0;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return super.equals(other);
  }

  @Override
  public int hashCode() {
    return super.hashCode();
  }
}
