package io.processpool.task;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * A function of one argument that can be sent to a worker.
 *
 * <p>A lambda or method reference written where a {@code TaskFunction} is expected is serializable,
 * so it travels with what it captures. It is called on a worker's task thread, in another process:
 * static fields it changes there stay there.
 *
 * @param <T> the argument, {@code null} included if the caller passes it
 * @param <R> the result, {@code null} included
 */
@FunctionalInterface
public interface TaskFunction<T extends @Nullable Object, R extends @Nullable Object>
    extends Serializable {

  /**
   * Computes the result for one item.
   *
   * @param argument the item
   * @return the result, which must be sendable back
   * @throws Exception any failure; it reaches the caller as the cause of a {@code
   *     TaskFailedException}
   */
  R call(T argument) throws Exception;
}
