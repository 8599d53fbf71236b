package io.processpool.job;

import io.processpool.api.RetryRule;
import io.processpool.message.ItemFailure;
import io.processpool.message.ItemFailure.TaskThrew;
import io.processpool.message.ItemFailure.TimedOut;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The failed items that are not settled: first the user is asked about them, in turn, then they
 * wait for their back-off, then they are at the backend again or settled. Guarded by the job's
 * lock.
 */
final class HeldItems<T extends @Nullable Object> {

  /** A back-off grows no further than a thousandfold. */
  private static final int MOST_DOUBLINGS = 10;

  private final Optional<RetryRule> rule;

  /** How often an item has thrown that was tried again. */
  private final Map<Long, Integer> retries = new HashMap<>();

  private final Queue<HeldItem<T>> questions = new ArrayDeque<>(1);
  private final Set<HeldItem<T>> waiting = new LinkedHashSet<>();
  private boolean asking;
  private boolean hurried;

  HeldItems(Optional<RetryRule> rule) {
    this.rule = rule;
  }

  /** Whether the user is to be asked about this answer before it is settled. */
  boolean isDoubtful(Answer<T> answer) {
    return rule.isPresent()
        && answer.ending() instanceof Answer.Failed failed
        && isOfTheTask(failed.failure())
        && retries.getOrDefault(answer.index(), 0) + 1 < rule.get().attempts();
  }

  /** What cannot be sent is no exception of the task, and no attempt would change it. */
  private static boolean isOfTheTask(ItemFailure failure) {
    return failure instanceof TaskThrew || failure instanceof TimedOut;
  }

  void question(HeldItem<T> item) {
    questions.add(item);
  }

  /**
   * Whether somebody has to begin to ask; who does goes on until {@link #nextQuestion} is empty.
   */
  boolean beginAsking() {
    boolean begin = !asking && !questions.isEmpty();
    asking |= begin;
    return begin;
  }

  @Nullable HeldItem<T> nextQuestion() {
    HeldItem<T> next = questions.poll();
    asking = next != null;
    return next;
  }

  /** It will be tried again; how long it waits before. Zero does not wait at all. */
  Duration await(HeldItem<T> item) {
    int before = retries.merge(item.answer().index(), 1, Integer::sum) - 1;
    Duration backoff = hurried ? Duration.ZERO : rule.orElseThrow().backoff();
    if (!backoff.isZero()) {
      waiting.add(item);
    }
    return backoff.multipliedBy(1L << Math.min(before, MOST_DOUBLINGS));
  }

  /** Whether it waited and does no longer. */
  boolean release(HeldItem<T> item) {
    return waiting.remove(item);
  }

  boolean isWaiting(HeldItem<T> item) {
    return waiting.contains(item);
  }

  /** Those that wait, who wait no longer; neither do later ones. */
  List<HeldItem<T>> hurry() {
    hurried = true;
    List<HeldItem<T>> released = new ArrayList<>(waiting);
    waiting.clear();
    released.forEach(HeldItem::cancelAlarm);
    return released;
  }

  /** Items that follow each other are settled. */
  void settled(long first, int count) {
    for (int i = 0; i < count && !retries.isEmpty(); i++) {
      retries.remove(first + i);
    }
  }

  /** The job is over. */
  void clear() {
    waiting.forEach(HeldItem::cancelAlarm);
    waiting.clear();
    questions.clear();
    retries.clear();
  }

  /** Items that wait for their back-off. */
  int waiting() {
    return waiting.size();
  }
}
