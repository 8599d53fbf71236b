package io.processpool.api;

import java.time.Duration;
import java.util.List;

/**
 * An item ran over its {@code taskTimeout}, or its job over its {@code deadline}. The code was told
 * and interrupted, and its worker ended: that of an item in any case, those of a job where the code
 * did not end within 5 s. It may have run in part. An item is not retried unless {@link
 * JobOptions#retryOn} asks for it.
 */
public final class TaskTimeoutException extends PoolException {

  private static final long serialVersionUID = 1L;

  private final long itemIndex;
  private final Duration limit;
  private final List<StackTraceElement> stack;

  /**
   * An item over its limit.
   *
   * @param pool the pool's name
   * @param origin which item, where
   * @param input the item's text, shortened
   * @param limit how long it was allowed to run
   * @param stack where it was stuck
   */
  public TaskTimeoutException(
      String pool, ItemOrigin origin, String input, Duration limit, List<StackTraceElement> stack) {
    super(
        pool,
        origin + " ran longer than " + limit + " (taskTimeout); input: " + input,
        new RemoteTaskException(
            "the task was stuck here", null, stack.toArray(new StackTraceElement[0]), null));
    this.itemIndex = origin.itemIndex();
    this.limit = limit;
    this.stack = List.copyOf(stack);
  }

  /**
   * A job over its deadline.
   *
   * @param pool the pool's name
   * @param job the job's name
   * @param limit how long it was allowed to take
   */
  public TaskTimeoutException(String pool, String job, Duration limit) {
    super(pool, "job " + job + " took longer than " + limit + " (deadline)", null);
    this.itemIndex = -1;
    this.limit = limit;
    this.stack = List.of();
  }

  /**
   * The item.
   *
   * @return its position in the input, -1 if the whole job was late
   */
  public long itemIndex() {
    return itemIndex;
  }

  /**
   * The limit that was passed.
   *
   * @return how long it was allowed to take
   */
  public Duration limit() {
    return limit;
  }

  /**
   * Where the task was stuck when its limit passed.
   *
   * @return the worker's frames, innermost first; empty if the whole job was late
   */
  public List<StackTraceElement> stack() {
    return stack;
  }
}
