package io.processpool.cli.stop;

import io.processpool.cli.options.ExitStatus;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Whether a job should end early, and why. It only ever becomes more urgent; the first reason is
 * kept. Thread-safe.
 */
public final class StopRequest {

  /** Guarded by this. */
  private @Nullable Urgency urgency;

  /** Guarded by this. */
  private @Nullable ExitStatus reason;

  /** Guarded by this. */
  private final List<Consumer<Urgency>> listeners = new ArrayList<>();

  /** Nothing is asked for yet. */
  public StopRequest() {}

  /**
   * Asks for an end. Tells the listeners, on the caller's thread, if it is more urgent than before.
   *
   * @param how how urgent it is
   * @param why what the program leaves behind then
   */
  public void request(Urgency how, ExitStatus why) {
    List<Consumer<Urgency>> told;
    synchronized (this) {
      if (reason == null) {
        reason = why;
      }
      if (urgency != null && how.compareTo(urgency) <= 0) {
        return;
      }
      urgency = how;
      told = List.copyOf(listeners);
    }
    told.forEach(listener -> listener.accept(how));
  }

  /**
   * Does something while somebody is told of every end that is asked for; at once of one that was
   * asked for already.
   *
   * @param listener called on the thread that asks, perhaps a signal's
   * @param work what is done meanwhile
   */
  public void tellWhile(Consumer<Urgency> listener, Runnable work) {
    Urgency now;
    synchronized (this) {
      listeners.add(listener);
      now = urgency;
    }
    try {
      if (now != null) {
        listener.accept(now);
      }
      work.run();
    } finally {
      synchronized (this) {
        listeners.remove(listener);
      }
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
   * @return true from {@link Urgency#NOW} on
   */
  public synchronized boolean isNow() {
    return urgency != null && urgency.compareTo(Urgency.NOW) >= 0;
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
