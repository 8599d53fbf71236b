package io.processpool.api;

import java.time.Duration;
import java.util.Iterator;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Results that arrive while the job runs. The thread that takes them also reads the input and
 * encodes it, at most a window ahead, so an endless input is fine and an idle consumer stops the
 * reading.
 *
 * <p>A failed item throws at its own position, after which the iteration can go on. {@link
 * #close()} cancels what is not done; taking the last result closes too, and results that nobody
 * has any more are closed with a warning. Confined to one thread at a time, except {@link #close()}
 * and {@link #report()}, which any thread may call.
 *
 * @param <R> the result of an item
 */
public interface Results<R extends @Nullable Object> extends Iterator<R>, AutoCloseable {

  /**
   * Whether another result or failure will come. Blocks until that is known. An interrupt ends the
   * waiting with {@link JobCancelledException} and leaves the thread interrupted; the job goes on.
   *
   * @return false at the end of the results
   * @throws RuntimeException what the input threw, once all results before it were taken
   */
  @Override
  boolean hasNext();

  /**
   * The next result. Blocks until it is there; on interrupt as {@link #hasNext()}.
   *
   * @return the result
   * @throws java.util.NoSuchElementException at the end
   * @throws PoolException the failure of this item; the next call goes on behind it
   * @throws RuntimeException what the input threw, once all results before it were taken
   */
  @Override
  R next();

  /**
   * The next result within a limit.
   *
   * @param limit how long to wait at most; 0 or less only takes what is there
   * @return the result
   * @throws TimeoutException if none came in time; nothing is lost, call again
   * @throws java.util.NoSuchElementException at the end
   * @throws PoolException the failure of this item
   */
  R next(Duration limit) throws TimeoutException;

  /**
   * These results as a sequential stream that closes them when it is closed.
   *
   * @return a stream of what was not taken yet
   */
  Stream<R> stream();

  /**
   * Where the time went and what crossed the wire, so far or, once it is done, in all.
   *
   * @return a snapshot
   */
  JobReport report();

  /** Cancels what is not done and forgets what was not taken. Does not wait. Idempotent. */
  @Override
  void close();
}
