package io.processpool.api;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Workers died while they ran this item, as often as it may be tried. The task may have run in part
 * each time; a further attempt will most likely kill another worker. The pool has replaced them.
 */
public final class WorkerLostException extends PoolException {

  private static final long serialVersionUID = 1L;

  private final ItemOrigin origin;
  private final WorkerDeath death;

  /**
   * The loss of one item.
   *
   * @param pool the pool's name
   * @param origin which item, where it was the last time
   * @param input the item's text, shortened
   * @param death how the last worker ended
   */
  public WorkerLostException(String pool, ItemOrigin origin, String input, WorkerDeath death) {
    super(pool, text(origin, input, death), null);
    this.origin = origin;
    this.death = death;
  }

  private static String text(ItemOrigin origin, String input, WorkerDeath death) {
    return "item "
        + origin.itemIndex()
        + " lost its worker in attempt "
        + origin.attempt()
        + "; "
        + death
        + "; input: "
        + input;
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
   * How often it was begun.
   *
   * @return the attempts, all lost but those after which {@link JobOptions#retryOn} tried again
   */
  public int attempts() {
    return origin.attempt();
  }

  /**
   * How the last worker ended.
   *
   * @return all that is known
   */
  public WorkerDeath death() {
    return death;
  }

  /**
   * The last worker's status.
   *
   * @return 128 + n for signal n
   */
  public int exitCode() {
    return death.exitCode();
  }

  /**
   * The last worker's last output.
   *
   * @return lines, oldest first
   */
  public List<String> lastLines() {
    return death.lastLines();
  }

  /**
   * The JVM's crash report.
   *
   * @return its path if there is one
   */
  public Optional<Path> crashFile() {
    return death.crashFile();
  }
}
