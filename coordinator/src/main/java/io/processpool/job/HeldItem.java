package io.processpool.job;

import io.processpool.message.PayloadBlock;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * A failed item that may be tried again. Guarded by the job's lock, but for what never changes.
 *
 * @param <T> the items
 */
final class HeldItem<T extends @Nullable Object> {

  private final Answer<T> answer;
  private final PayloadBlock value;
  private final int worker;
  private @Nullable Future<?> alarm;

  /**
   * An item to be asked about.
   *
   * @param answer its failure
   * @param value its encoded argument
   * @param worker the only worker that may run it, or {@code Chunk.ANY_WORKER}
   */
  HeldItem(Answer<T> answer, PayloadBlock value, int worker) {
    this.answer = answer;
    this.value = value;
    this.worker = worker;
  }

  Answer<T> answer() {
    return answer;
  }

  PayloadBlock value() {
    return value;
  }

  int worker() {
    return worker;
  }

  void setAlarm(Future<?> set) {
    alarm = set;
  }

  /** Waits no longer. */
  void cancelAlarm() {
    if (alarm != null) {
      alarm.cancel(false);
    }
  }
}
