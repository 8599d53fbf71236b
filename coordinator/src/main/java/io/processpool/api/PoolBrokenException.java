package io.processpool.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Workers die faster than they work; the pool has given up. Items that had no result may have run
 * in part; find out why the workers died before trying again. Where they ended before they were
 * ready the cause is a {@link WorkerStartException}, which has the command.
 */
public final class PoolBrokenException extends PoolException {

  private static final long serialVersionUID = 1L;

  private final List<WorkerDeath> deaths;

  /**
   * The end of a pool.
   *
   * @param pool the pool's name
   * @param message what limit was passed
   * @param deaths the last deaths, oldest first
   * @param cause why, or {@code null}
   */
  public PoolBrokenException(
      String pool, String message, List<WorkerDeath> deaths, @Nullable Throwable cause) {
    super(
        pool,
        message + (deaths.isEmpty() ? "" : "; last death: " + deaths.get(deaths.size() - 1)),
        cause);
    this.deaths = List.copyOf(deaths);
  }

  /**
   * How workers ended.
   *
   * @return the last deaths, oldest first
   */
  public List<WorkerDeath> deaths() {
    return deaths;
  }
}
