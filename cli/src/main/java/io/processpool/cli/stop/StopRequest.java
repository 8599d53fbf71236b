package io.processpool.cli.stop;

import io.processpool.cli.options.ExitStatus;
import io.processpool.cli.options.OnFailure;
import java.util.Iterator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether a job should end early, and why. It only ever becomes more urgent; the first reason is
 * kept. Thread-safe.
 */
public final class StopRequest {

  /** Guarded by this. */
  private OnFailure urgency = OnFailure.CONTINUE;

  /** Guarded by this. */
  private @Nullable ExitStatus reason;

  /** Nothing is asked for yet. */
  public StopRequest() {}

  /**
   * Asks for an end.
   *
   * @param how how urgent it is
   * @param why what the program leaves behind then
   */
  public synchronized void request(OnFailure how, ExitStatus why) {
    if (how == OnFailure.CONTINUE) {
      return;
    }
    if (reason == null) {
      reason = why;
    }
    if (how.compareTo(urgency) > 0) {
      urgency = how;
    }
  }

  /**
   * Why it should end.
   *
   * @return empty if it should not
   */
  public synchronized Optional<ExitStatus> reason() {
    return Optional.ofNullable(reason);
  }

  /**
   * Whether what runs is to be left too.
   *
   * @return true for {@link OnFailure#NOW}
   */
  public synchronized boolean isNow() {
    return urgency == OnFailure.NOW;
  }

  /**
   * The same items, until an end is asked for.
   *
   * @param items what there is to do
   * @param <T> an item
   * @return an input that ends early then
   */
  public <T> Iterable<T> whileWanted(Iterable<T> items) {
    return () -> {
      Iterator<T> all = items.iterator();
      return new Iterator<>() {
        @Override
        public boolean hasNext() {
          return reason().isEmpty() && all.hasNext();
        }

        @Override
        public T next() {
          return all.next();
        }
      };
    };
  }
}
