package io.processpool.share;

import io.processpool.task.Shared;
import org.jspecify.annotations.Nullable;

/**
 * What user code holds of a shared value. Holds the value itself from the first {@link #get} on.
 * Thread-safe; a slow first reading keeps other readers of the same value waiting, and nobody else.
 */
class SharedHandle<T extends @Nullable Object> implements Shared<T> {

  /** Reads the value where it is not there yet. */
  @FunctionalInterface
  interface Loader<T extends @Nullable Object> {
    T load();
  }

  private final long number;
  private volatile @Nullable Loader<T> loader; // null once the value is there
  private @Nullable T value;

  SharedHandle(long number, Loader<T> loader) {
    this.number = number;
    this.loader = loader;
  }

  final long number() {
    return number;
  }

  @Override
  @SuppressWarnings("NullAway") // null only where T allows it
  public T get() {
    if (loader != null) {
      load();
    }
    return value;
  }

  private synchronized void load() {
    Loader<T> pending = loader;
    if (pending != null) {
      value = pending.load();
      loader = null;
    }
  }

  @Override
  public String toString() {
    return "Shared[" + number + "]";
  }
}
