package io.processpool.task;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Says where a thread that runs items finds the {@link WorkerContext} of the one that runs. For
 * backends, not for user code.
 */
public final class TaskScope {

  private static final ThreadLocal<@Nullable Supplier<? extends @Nullable WorkerContext>> CURRENT =
      new ThreadLocal<>();

  private TaskScope() {}

  /**
   * Binds this thread to the contexts of its items, which are made only when user code asks.
   *
   * @param contexts gives the context of the item that runs, or {@code null} between items; {@code
   *     null} when the thread runs no more items
   */
  public static void bind(@Nullable Supplier<? extends @Nullable WorkerContext> contexts) {
    CURRENT.set(contexts);
  }

  static @Nullable WorkerContext current() {
    Supplier<? extends @Nullable WorkerContext> contexts = CURRENT.get();
    return contexts == null ? null : contexts.get();
  }
}
