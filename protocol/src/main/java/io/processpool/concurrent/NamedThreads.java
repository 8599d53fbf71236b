package io.processpool.concurrent;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Makes every thread of one pool or worker: daemon, and named {@code owner/role} or {@code
 * owner/role-n}. Thread-safe.
 */
public final class NamedThreads {

  private static final long IDLE_SECONDS = 10;

  private final String owner;

  /**
   * Names threads after their owner.
   *
   * @param owner the pool or worker, for example {@code p1} or {@code w3}
   */
  public NamedThreads(String owner) {
    this.owner = owner;
  }

  /**
   * Starts a thread.
   *
   * @param role what it does
   * @param body what it runs
   * @return the running thread
   */
  public Thread start(String role, Runnable body) {
    return start(role, 0, body);
  }

  /**
   * Starts a thread with a stack of its own size.
   *
   * @param role what it does
   * @param stackBytes the stack, 0 for the JVM's default
   * @param body what it runs
   * @return the running thread
   */
  public Thread start(String role, long stackBytes, Runnable body) {
    Thread thread = create(role, stackBytes, body);
    thread.start();
    return thread;
  }

  /**
   * A thread that is not started yet, for a shutdown hook.
   *
   * @param role what it does
   * @param body what it runs
   * @return the thread
   */
  public Thread unstarted(String role, Runnable body) {
    return create(role, 0, body);
  }

  /**
   * A factory of numbered threads.
   *
   * @param role what they do
   * @return the factory
   */
  public ThreadFactory factory(String role) {
    AtomicInteger next = new AtomicInteger();
    return body -> create(role + "-" + next.getAndIncrement(), 0, body);
  }

  /**
   * One thread that runs tasks and timers in turn; a cancelled timer leaves nothing behind, and
   * what comes after its shutdown is dropped.
   *
   * @param role what it does
   * @return the executor
   */
  public ScheduledThreadPoolExecutor scheduler(String role) {
    ScheduledThreadPoolExecutor executor =
        new ScheduledThreadPoolExecutor(
            1, body -> create(role, 0, body), new ThreadPoolExecutor.DiscardPolicy());
    executor.setRemoveOnCancelPolicy(true);
    executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    return executor;
  }

  /**
   * As many threads as are needed at a time, one when idle, so that no task is lost where the
   * system gives no further thread. What comes after its shutdown runs on the thread that brought
   * it.
   *
   * @param role what they do
   * @return the executor
   */
  public ExecutorService onDemand(String role) {
    ThreadPoolExecutor reserve =
        new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            body -> create(role + "-reserve", 0, body),
            (late, executor) -> late.run());
    reserve.prestartCoreThread(); // later it could be too late
    return new OnDemandThreads(
        new ThreadPoolExecutor(
            0,
            Integer.MAX_VALUE,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            factory(role),
            (late, executor) -> late.run()),
        reserve);
  }

  private Thread create(String role, long stackBytes, Runnable body) {
    Thread thread = new Thread(null, body, owner + "/" + role, stackBytes);
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public String toString() {
    return "NamedThreads[" + owner + "]";
  }
}
