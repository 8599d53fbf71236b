package io.processpool.api;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Predicate;

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
   * Sends that many items together. The meaning of a program does not depend on it, only its speed
   * does; but for {@link #atMostOnce()}.
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
   * @param items 1 or more; automatic is 8,192 per worker, four times as many of a collection, and
   *     less when items are large or the heap is small
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
   * Exceptions that the task throws are not counted; see {@link #retryOn(Predicate)}. Where nothing
   * else gets done the pool gives up earlier ({@link PoolBrokenException}): after more deaths in a
   * minute than twice its workers, and than 5.
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
   * Lets an item run that long, from the start of its execution: reading its argument and writing
   * its result are part of it. Then it fails with {@link TaskTimeoutException}; its code is told,
   * interrupted and its worker ended, while the other items of its chunk move to another one. It is
   * not retried unless {@link #retryOn(Predicate)} asks for it. A worker that stands still and says
   * nothing is killed some 20 s behind the limit; then the item has lost its worker, as {@link
   * #maxAttempts} says.
   *
   * @param limit more than zero; the default is no limit
   * @return a changed copy
   * @throws IllegalArgumentException if it is not positive
   */
  public JobOptions taskTimeout(Duration limit) {
    return with(limits.with(Optional.of(limit), limits.deadline()));
  }

  /**
   * Lets the whole job take that long, from the call on. Then what is not done is cancelled, as by
   * {@link JobFuture#cancel} with an interrupt, and after the results that were there the job fails
   * with {@link TaskTimeoutException}.
   *
   * @param limit more than zero; the default is no limit
   * @return a changed copy
   * @throws IllegalArgumentException if it is not positive
   */
  public JobOptions deadline(Duration limit) {
    return with(limits.with(limits.taskTimeout(), Optional.of(limit)));
  }

  /**
   * Never begins an item twice: when a worker dies, every item of its chunk that may have begun and
   * was not answered fails with {@link WorkerLostException}. Those behind it move. A worker gets
   * one chunk at a time, so with chunks of one only the item that it died of fails.
   *
   * @return a changed copy
   * @throws IllegalArgumentException if {@link #retryOn(Predicate)} was asked for, which begins
   *     items again
   */
  public JobOptions atMostOnce() {
    return with(new Limits(limits.taskTimeout(), limits.deadline(), true, limits.retry()));
  }

  /**
   * {@link #retryOn(Predicate, int, Duration)} with {@value #DEFAULT_MAX_ATTEMPTS} attempts in all
   * and without a back-off.
   *
   * @param which whether what the task threw is worth another attempt
   * @return a changed copy
   * @throws IllegalArgumentException if {@link #atMostOnce()} was asked for
   */
  public JobOptions retryOn(Predicate<? super Throwable> which) {
    return retryOn(which, DEFAULT_MAX_ATTEMPTS, Duration.ZERO);
  }

  /**
   * Tries an item again whose task threw what the predicate accepts. The item goes out by itself,
   * after the back-off, and counts one more {@code WorkerContext.attempt()}; only its last failure
   * is delivered, at its place in the order. An item that ran over its {@link #taskTimeout} is
   * asked about too, with a {@link TaskTimeoutException}. Lost workers are the business of {@link
   * #maxAttempts} alone and are counted apart; what cannot be sent is not asked about.
   *
   * <p>The predicate runs in the coordinator, on a callback thread, for one item of a job at a
   * time. It gets what the task threw, or a {@link RemoteTaskException} that stands in for what
   * cannot be rebuilt here. When it throws, that is logged and the item fails with its own
   * exception.
   *
   * <p>A deadline, a cancellation and a failure that ends the job end the waiting as well. {@code
   * Pool.close()} waits for no back-off: what waits goes out at once, and so do later attempts.
   *
   * @param which whether what the task threw is worth another attempt
   * @param attempts how often an item may throw, the first time included; 1 or more
   * @param backoff how long to wait before the second attempt, 0 to 1 day; twice as long before
   *     each further one, up to a thousand times as long
   * @return a changed copy
   * @throws IllegalArgumentException if a value is out of its range, or {@link #atMostOnce()} was
   *     asked for
   */
  public JobOptions retryOn(Predicate<? super Throwable> which, int attempts, Duration backoff) {
    Optional<RetryRule> retry = Optional.of(new RetryRule(which, attempts, backoff));
    return with(new Limits(limits.taskTimeout(), limits.deadline(), limits.atMostOnce(), retry));
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
   * @param retry which exceptions of the task are worth another attempt
   */
  public record Limits(
      Optional<Duration> taskTimeout,
      Optional<Duration> deadline,
      boolean atMostOnce,
      Optional<RetryRule> retry) {

    private static final Limits NONE =
        new Limits(Optional.empty(), Optional.empty(), false, Optional.empty());

    /**
     * Checks the values.
     *
     * @param taskTimeout how long an item may run
     * @param deadline how long the job may take
     * @param atMostOnce whether no item may begin twice
     * @param retry which exceptions of the task are worth another attempt
     * @throws IllegalArgumentException if a duration is not positive, or if items shall begin again
     *     and at most once
     */
    public Limits {
      requirePositive("taskTimeout", taskTimeout);
      requirePositive("deadline", deadline);
      if (atMostOnce && retry.isPresent()) {
        throw new IllegalArgumentException(
            "atMostOnce() and retryOn(...) contradict each other: an item that is retried begins"
                + " again; choose one of them");
      }
    }

    private Limits with(Optional<Duration> item, Optional<Duration> job) {
      return new Limits(item, job, atMostOnce, retry);
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
