package io.processpool.api;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.function.Predicate;

/**
 * When a task that threw is tried again; made by {@link JobOptions#retryOn}. Immutable.
 *
 * @param which whether what it threw is worth another attempt
 * @param attempts how often an item may throw, the first time included
 * @param backoff how long to wait before the second attempt
 */
public record RetryRule(Predicate<? super Throwable> which, int attempts, Duration backoff) {

  private static final Duration LONGEST_BACKOFF = Duration.ofDays(1);

  /**
   * Checks the values.
   *
   * @param which whether what it threw is worth another attempt
   * @param attempts how often an item may throw, the first time included; 1 or more
   * @param backoff how long to wait before the second attempt; 0 to 1 day
   * @throws IllegalArgumentException if a value is out of its range
   */
  public RetryRule {
    requireNonNull(which, "which");
    if (attempts < 1) {
      throw new IllegalArgumentException(
          "retryOn attempts: " + attempts + " (expected: 1 or more, the first included)");
    }
    if (backoff.isNegative() || backoff.compareTo(LONGEST_BACKOFF) > 0) {
      throw new IllegalArgumentException("retryOn backoff: " + backoff + " (expected: 0 to 1 day)");
    }
  }
}
