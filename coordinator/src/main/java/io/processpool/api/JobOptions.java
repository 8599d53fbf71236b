package io.processpool.api;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * How one job runs. Immutable: every method with an argument returns a changed copy.
 *
 * <pre>{@code
 * pool.map(f, items, JobOptions.defaults().chunkSize(16).label("resize"));
 * }</pre>
 *
 * @param chunkSize how many items travel together; empty for automatic
 * @param window how many items may be read ahead of the consumer; empty for automatic
 * @param maxAttempts how often an item may lose its worker before it fails
 * @param onError what a collecting call does with a failure
 * @param seed the seed of {@code WorkerContext.random()}; empty for one drawn per job
 * @param label a name for logs and reports; empty for none
 * @param onProgress told about progress; empty for nobody
 * @param sizeHint how many items there will be, where the input does not say; empty if unknown
 * @param limits how long things may take and how often an item may begin
 */
public record JobOptions(
    OptionalInt chunkSize,
    OptionalInt window,
    int maxAttempts,
    OnError onError,
    OptionalLong seed,
    String label,
    Optional<ProgressListener> onProgress,
    OptionalLong sizeHint,
    Limits limits) {

  /** How often an item may lose its worker unless told otherwise. */
  public static final int DEFAULT_MAX_ATTEMPTS = 3;

  private static final JobOptions DEFAULTS =
      new JobOptions(
          OptionalInt.empty(),
          OptionalInt.empty(),
          DEFAULT_MAX_ATTEMPTS,
          OnError.FAIL_FAST,
          OptionalLong.empty(),
          "",
          Optional.empty(),
          OptionalLong.empty(),
          Limits.NONE);

  /**
   * Checks the values.
   *
   * @param chunkSize 1 or more, or empty
   * @param window 1 or more, or empty
   * @param maxAttempts 1 or more
   * @param onError not null
   * @param seed any, or empty
   * @param label any text
   * @param onProgress the listener, or empty
   * @param sizeHint 0 or more, or empty
   * @param limits how long things may take and how often an item may begin
   * @throws IllegalArgumentException if a number is out of its range
   */
  public JobOptions {
    requireAtLeastOne("chunkSize", chunkSize.orElse(1), "1 or more, or automatic");
    requireAtLeastOne("window", window.orElse(1), "1 or more items, or automatic");
    requireAtLeastOne("maxAttempts", maxAttempts, "1 or more");
    if (sizeHint.orElse(0) < 0) {
      throw new IllegalArgumentException(
          "sizeHint: " + sizeHint.getAsLong() + " (expected: 0 or more)");
    }
    requireNonNull(onError, "onError");
    requireNonNull(label, "label");
  }

  /**
   * Automatic chunks and window, {@value #DEFAULT_MAX_ATTEMPTS} attempts, {@link
   * OnError#FAIL_FAST}.
   *
   * @return the defaults
   */
  public static JobOptions defaults() {
    return DEFAULTS;
  }

  /**
   * Sends that many items together. The meaning of a program does not depend on it; only its speed
   * does.
   *
   * @param items 1 or more
   * @return a changed copy
   * @throws IllegalArgumentException if it is below 1
   */
  public JobOptions chunkSize(int items) {
    return new JobOptions(
        OptionalInt.of(items),
        window,
        maxAttempts,
        onError,
        seed,
        label,
        onProgress,
        sizeHint,
        limits);
  }

  /**
   * Lets the pool choose the chunk size from what it measures; the default.
   *
   * @return a changed copy
   */
  public JobOptions automaticChunkSize() {
    return new JobOptions(
        OptionalInt.empty(),
        window,
        maxAttempts,
        onError,
        seed,
        label,
        onProgress,
        sizeHint,
        limits);
  }

  /**
   * Reads at most that many items ahead of what the consumer has taken.
   *
   * @param items 1 or more; automatic is 1,024 per worker, less when items are large
   * @return a changed copy
   * @throws IllegalArgumentException if it is below 1
   */
  public JobOptions window(int items) {
    return new JobOptions(
        chunkSize,
        OptionalInt.of(items),
        maxAttempts,
        onError,
        seed,
        label,
        onProgress,
        sizeHint,
        limits);
  }

  /**
   * Lets an item lose its worker that often before it fails with {@link WorkerLostException}.
   * Exceptions that the task throws are never retried.
   *
   * @param attempts 1 or more; the default is {@value #DEFAULT_MAX_ATTEMPTS}
   * @return a changed copy
   * @throws IllegalArgumentException if it is below 1
   */
  public JobOptions maxAttempts(int attempts) {
    return new JobOptions(
        chunkSize, window, attempts, onError, seed, label, onProgress, sizeHint, limits);
  }

  /**
   * Lets an item run that long, from the start of its execution. Then it fails with {@link
   * TaskTimeoutException}; its code is told, interrupted and its worker ended, while the other
   * items of its chunk move to another one. It is not retried.
   *
   * @param limit more than zero; the default is no limit
   * @return a changed copy
   * @throws IllegalArgumentException if it is not positive
   */
  public JobOptions taskTimeout(Duration limit) {
    return with(new Limits(Optional.of(limit), limits.deadline(), limits.atMostOnce()));
  }

  /**
   * Lets the whole job take that long, from the call on. Then what is not done is cancelled, and
   * after the results that were there the job fails with {@link TaskTimeoutException}.
   *
   * @param limit more than zero; the default is no limit
   * @return a changed copy
   * @throws IllegalArgumentException if it is not positive
   */
  public JobOptions deadline(Duration limit) {
    return with(new Limits(limits.taskTimeout(), Optional.of(limit), limits.atMostOnce()));
  }

  /**
   * Never begins an item twice: when a worker dies, every item of its chunk that may have begun and
   * was not answered fails with {@link WorkerLostException}. Those behind it move.
   *
   * @return a changed copy
   */
  public JobOptions atMostOnce() {
    return with(new Limits(limits.taskTimeout(), limits.deadline(), true));
  }

  private JobOptions with(Limits changed) {
    return new JobOptions(
        chunkSize, window, maxAttempts, onError, seed, label, onProgress, sizeHint, changed);
  }

  /**
   * How long things may take and how often an item may begin.
   *
   * @param taskTimeout how long an item may run
   * @param deadline how long the job may take
   * @param atMostOnce whether no item may begin twice
   */
  public record Limits(
      Optional<Duration> taskTimeout, Optional<Duration> deadline, boolean atMostOnce) {

    private static final Limits NONE = new Limits(Optional.empty(), Optional.empty(), false);

    /**
     * Checks the values.
     *
     * @param taskTimeout how long an item may run
     * @param deadline how long the job may take
     * @param atMostOnce whether no item may begin twice
     * @throws IllegalArgumentException if a duration is not positive
     */
    public Limits {
      requirePositive("taskTimeout", taskTimeout);
      requirePositive("deadline", deadline);
    }

    private static void requirePositive(String name, Optional<Duration> limit) {
      if (limit.isPresent() && (limit.get().isNegative() || limit.get().isZero())) {
        throw new IllegalArgumentException(name + ": " + limit.get() + " (expected: more than 0)");
      }
    }
  }

  /**
   * Chooses what a collecting call ({@code map}, {@code starmap}) does with a failure.
   *
   * @param mode stop at once or finish first
   * @return a changed copy
   */
  public JobOptions onError(OnError mode) {
    return new JobOptions(
        chunkSize, window, maxAttempts, mode, seed, label, onProgress, sizeHint, limits);
  }

  /**
   * Fixes the seed of {@code WorkerContext.random()}.
   *
   * @param value any number
   * @return a changed copy
   */
  public JobOptions seed(long value) {
    return new JobOptions(
        chunkSize,
        window,
        maxAttempts,
        onError,
        OptionalLong.of(value),
        label,
        onProgress,
        sizeHint,
        limits);
  }

  /**
   * Names the job in logs and reports.
   *
   * @param name any text
   * @return a changed copy
   */
  public JobOptions label(String name) {
    return new JobOptions(
        chunkSize, window, maxAttempts, onError, seed, name, onProgress, sizeHint, limits);
  }

  /**
   * Tells a listener how far the job is.
   *
   * @param listener called on a callback thread of the pool, never twice at a time
   * @return a changed copy
   */
  public JobOptions onProgress(ProgressListener listener) {
    return new JobOptions(
        chunkSize,
        window,
        maxAttempts,
        onError,
        seed,
        label,
        Optional.of(listener),
        sizeHint,
        limits);
  }

  /**
   * Says how many items a lazy input will have; only progress and chunk sizes depend on it, a wrong
   * hint does no harm.
   *
   * @param items 0 or more
   * @return a changed copy
   * @throws IllegalArgumentException if it is negative
   */
  public JobOptions sizeHint(long items) {
    return new JobOptions(
        chunkSize,
        window,
        maxAttempts,
        onError,
        seed,
        label,
        onProgress,
        OptionalLong.of(items),
        limits);
  }

  private static void requireAtLeastOne(String name, long value, String expected) {
    if (value < 1) {
      throw new IllegalArgumentException(name + ": " + value + " (expected: " + expected + ")");
    }
  }
}
