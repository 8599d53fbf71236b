package io.processpool.api;

import java.time.Duration;
import java.util.Iterator;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Results that arrive while the job runs. The thread that takes them also reads the input and
 * encodes it, at most a window ahead, so an endless input is fine and an idle consumer stops the
 * reading. Nothing is read or sent before the first call of {@link #hasNext()} or {@link #next()},
 * and a call that is in the input returns no result before the input does, whatever is there.
 *
 * <p>A failed item throws at its own position, after which the iteration can go on. What ends the
 * job itself (a deadline, a broken or closed pool, cancellation) is thrown by every call once the
 * results before it were taken: {@link #hasNext()} throws {@link PoolException} for nothing else.
 * {@link #close()} cancels what is not done and interrupts what runs; the call that finds no more
 * results closes too, and results that nobody has any more are closed with a warning. Confined to
 * one thread at a time, except {@link #close()} and {@link #report()}, which any thread may call.
 *
 * @param <R> the result of an item
 */
public interface Results<R extends @Nullable Object> extends Iterator<R>, AutoCloseable {

  /**
   * Whether another result or failure will come. Blocks until that is known. An interrupt ends the
   * waiting with {@link JobCancelledException} and leaves the thread interrupted; the job goes on.
   *
   * @return false at the end of the results
   * @throws PoolException what ended the job; each further call throws it again
   * @throws RuntimeException what the input threw, once all results before it were taken
   */
  @Override
  boolean hasNext();

  /**
   * The next result. Blocks until it is there; on interrupt as {@link #hasNext()}.
   *
   * @return the result
   * @throws java.util.NoSuchElementException at the end
   * @throws PoolException the failure of this item, and the next call goes on behind it; or what
   *     ended the job
   * @throws RuntimeException what the input threw, once all results before it were taken
   */
  @Override
  R next();

  /**
   * The next result within a limit.
   *
   * @param limit how long to wait for a result at most, 0 or less only takes what is there; the
   *     time that the input takes comes on top
   * @return the result
   * @throws TimeoutException if none came in time; nothing is lost, call again
   * @throws java.util.NoSuchElementException at the end
   * @throws PoolException as {@link #next()}
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

  /**
   * Cancels what is not done and forgets what was not taken. Does not wait. Idempotent. Running
   * code is interrupted; a worker whose code does not end within 5 s is replaced.
   */
  @Override
  void close();
}
