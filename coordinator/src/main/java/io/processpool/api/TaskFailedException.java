package io.processpool.api;

/**
 * The function threw. It is not tried again unless {@link JobOptions#retryOn} asks for it; then
 * this is its last failure. The cause is the original exception, or a {@link RemoteTaskException}
 * that stands in for one that could not be rebuilt here; either way its stack shows the worker's
 * frames.
 */
public final class TaskFailedException extends PoolException {

  private static final long serialVersionUID = 1L;

  private final ItemOrigin origin;

  /**
   * The failure of one item.
   *
   * @param pool the pool's name
   * @param origin which item, where
   * @param input the item's text, shortened
   * @param cause what the function threw
   */
  public TaskFailedException(String pool, ItemOrigin origin, String input, Throwable cause) {
    super(pool, origin + " failed: " + cause + "; input: " + input, cause);
    this.origin = origin;
  }

  /**
   * The item.
   *
   * @return its position in the input
   */
  public long itemIndex() {
    return origin.itemIndex();
  }

  /**
   * The worker it ran on.
   *
   * @return the place in the pool
   */
  public int worker() {
    return origin.worker();
  }

  /**
   * The process it ran in.
   *
   * @return the process id
   */
  public long pid() {
    return origin.pid();
  }

  /**
   * How often the item was begun.
   *
   * @return 1 for the first time
   */
  public int attempt() {
    return origin.attempt();
  }
}
