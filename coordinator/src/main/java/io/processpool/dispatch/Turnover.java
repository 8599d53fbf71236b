package io.processpool.dispatch;

/**
 * When workers go that are well.
 *
 * @param mostItems how many items one may run, 0 for any number
 * @param idleNanos how long one may have nothing to do, 0 for ever
 */
public record Turnover(int mostItems, long idleNanos) {

  /** They stay as long as the pool. */
  public static final Turnover NONE = new Turnover(0, 0);
}
