package io.processpool.task;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * A function of two arguments that can be sent to a worker; see {@link TaskFunction}.
 *
 * @param <A> the first argument
 * @param <B> the second argument
 * @param <R> the result
 */
@FunctionalInterface
public interface TaskBiFunction<
        A extends @Nullable Object, B extends @Nullable Object, R extends @Nullable Object>
    extends Serializable {

  /**
   * Computes the result for one pair.
   *
   * @param first the first argument
   * @param second the second argument
   * @return the result, which must be sendable back
   * @throws Exception any failure; it reaches the caller as the cause of a {@code
   *     TaskFailedException}
   */
  R call(A first, B second) throws Exception;
}
