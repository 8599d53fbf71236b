package io.processpool.task;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * A computation without an argument that can be sent to a worker; see {@link TaskFunction}.
 *
 * @param <R> the result
 */
@FunctionalInterface
public interface TaskSupplier<R extends @Nullable Object> extends Serializable {

  /**
   * Computes the result.
   *
   * @return the result, which must be sendable back
   * @throws Exception any failure; it reaches the caller as the cause of a {@code
   *     TaskFailedException}
   */
  R call() throws Exception;
}
