package io.processpool.advice;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which large object was sent most. Remembers those that were sent last; one that is sent again and
 * again is always among them.
 */
final class ResentObjects {

  private static final int KEPT = 512;

  private final Map<Long, Resent> recent =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Resent> eldest) {
          return size() > KEPT;
        }
      };

  private @Nullable Resent most;

  /**
   * An object that was sent.
   *
   * @param type its class
   * @param bytes its size
   * @param times how often so far
   */
  record Resent(String type, long bytes, long times) {

    private long repeatedBytes() {
      return (times - 1) * bytes;
    }
  }

  /** Whether an object with this hash was sent before. */
  boolean add(long hash, long bytes, String type) {
    Resent now =
        recent.merge(
            hash, new Resent(type, bytes, 1), (old, one) -> new Resent(type, bytes, old.times + 1));
    if (now.times > 1 && (most == null || now.repeatedBytes() >= most.repeatedBytes())) {
      most = now;
    }
    return now.times > 1;
  }

  @Nullable Resent most() {
    return most;
  }
}
