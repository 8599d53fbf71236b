package io.processpool.share;

import io.processpool.task.Shared;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What user code holds of a shared value. Holds the value itself from the first {@link #get} on.
 * Thread-safe; a slow first reading keeps other readers of the same value waiting, and nobody else.
 */
final class SharedHandle<T extends @Nullable Object> implements Shared<T>, NumberedHandle {

  /** Reads the value where it is not there yet. */
  @FunctionalInterface
  interface Loader<T extends @Nullable Object> {
    T load();
  }

  private final long number;
  private final ReentrantLock lock = new ReentrantLock();
  private volatile @Nullable Loader<T> loader; // null once the value is there
  private @Nullable T value;

  SharedHandle(long number, Loader<T> loader) {
    this.number = number;
    this.loader = loader;
  }

  @Override
  public long number() {
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

  private void load() {
    lock.lock();
    try {
      Loader<T> pending = loader;
      if (pending != null) {
        value = pending.load();
        loader = null;
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public String toString() {
    return "Shared[" + number + "]";
  }
}
