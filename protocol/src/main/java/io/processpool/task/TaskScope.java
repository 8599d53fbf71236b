package io.processpool.task;

import org.jspecify.annotations.Nullable;

/**
 * Binds a {@link WorkerContext} to the thread that runs an item. For backends, not for user code.
 */
public final class TaskScope {

  private static final ThreadLocal<@Nullable WorkerContext> CURRENT = new ThreadLocal<>();

  private TaskScope() {}

  /**
   * Makes a context the current one of this thread.
   *
   * @param context the context, or {@code null} when the item is over
   */
  public static void bind(@Nullable WorkerContext context) {
    CURRENT.set(context);
  }

  static @Nullable WorkerContext current() {
    return CURRENT.get();
  }
}
