package io.processpool.task;

import org.jspecify.annotations.Nullable;

/**
 * A value that every worker gets once, however many items use it. Made by {@code Pool.share}.
 * Captured by a function or placed in an item it travels as a handle of a few bytes; the value is
 * read from the pool's run folder when a worker asks for it the first time.
 *
 * <pre>{@code
 * Shared<float[]> table = pool.share(loadTable());
 * pool.map(i -> lookUp(table.get(), i), indexes);
 * }</pre>
 *
 * <p>A worker's copy is its own: all tasks of a worker see the same object, changes to it reach no
 * other worker, and a replaced worker begins with a fresh one, as does one that was short of memory
 * while no task used it. Treat it as read-only. Thread-safe.
 *
 * @param <T> the value
 */
public interface Shared<T extends @Nullable Object> {

  /**
   * The value. In a worker the first call reads and decodes it, which takes as long as receiving it
   * would; later calls return at once.
   *
   * @return the value; in the program that shared it, the very object
   * @throws IllegalStateException if it cannot be read any more, because its pool is closed
   */
  T get();
}
