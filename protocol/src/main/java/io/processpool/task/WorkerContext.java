package io.processpool.task;

import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * The worker as the code that runs in it sees it.
 *
 * <p>One context describes one item; it may be handed to other threads of the worker, and its
 * values do not change when the next item begins, except {@link #isCancelled()} and {@link
 * #state()}.
 */
public interface WorkerContext {

  /**
   * The context of the item that runs on this thread.
   *
   * @return the context, never {@code null}
   * @throws IllegalStateException if this thread does not run an item of a pool, for example in the
   *     coordinator or on a thread that the task started
   */
  static WorkerContext current() {
    WorkerContext context = TaskScope.current();
    if (context == null) {
      throw new IllegalStateException(
          "thread \""
              + Thread.currentThread().getName()
              + "\" runs no task of a pool; call WorkerContext.current() on the thread the task"
              + " runs on and hand the context to others");
    }
    return context;
  }

  /**
   * The place of this worker in the pool, kept by a worker that replaces it.
   *
   * @return 0 to workers - 1
   */
  int workerIndex();

  /**
   * The process this code runs in.
   *
   * @return the process id
   */
  long pid();

  /**
   * The position of the item in the input of its job.
   *
   * @return the index from 0, or -1 in an initializer
   */
  long itemIndex();

  /**
   * Which attempt at the item this is, as the pool counts them.
   *
   * @return 1 for the first; one more for each worker that was lost while it ran this item, and for
   *     each exception after which {@code retryOn} tried again. An item that had just ended when
   *     its worker was lost is run again and not counted, so 1 does not mean that it never ran
   */
  int attempt();

  /**
   * Whether the job was cancelled; a long task asks now and then and returns early.
   *
   * @return true once the job is cancelled
   */
  boolean isCancelled();

  /**
   * A map that lives as long as this worker, for what is costly to make: connections, models,
   * tables. It is not shared with other workers. Thread-safe.
   *
   * @return the same map for every item on this worker
   */
  Map<String, Object> state();

  /**
   * A generator seeded from the job's seed and the item's index alone, so that results do not
   * depend on the number of workers, on chunks or on order. Each call begins the same sequence
   * anew. Confined to one thread at a time.
   *
   * @return a fresh generator
   */
  RandomGenerator random();
}
