package io.processpool.api;

/**
 * Which item, where, for the how-many-th time. Immutable.
 *
 * @param itemIndex the position of the item in the input
 * @param worker the place of the worker, -1 if none had it
 * @param pid the worker's process, -1 if none had it
 * @param attempt how often the item was begun
 */
public record ItemOrigin(long itemIndex, int worker, long pid, int attempt)
    implements java.io.Serializable {

  @Override
  public String toString() {
    return "item "
        + itemIndex
        + (worker < 0
            ? ""
            : " on worker " + worker + " (pid " + pid + ", attempt " + attempt + ")");
  }
}
