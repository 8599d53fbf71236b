package io.processpool.worker.guard;

import io.processpool.concurrent.NamedThreads;
import io.processpool.message.ExitCode;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Sees to it that a process which ends comes to an end. When a task calls {@code System.exit}, or a
 * signal comes, shutdown hooks run and may wait for ever, for the task itself perhaps; the
 * connection stays, so nobody else would notice.
 */
public final class ExitWatch {

  /** As long as a pool that closes gives them. */
  private static final long HOOKS_SECONDS = 5;

  /** Set by the coordinator for a process with hooks that may take their time. */
  private static final String HOOKS = "processpool.worker.hooks";

  private ExitWatch() {}

  /** Watches this process from now on. */
  public static void begin(NamedThreads threads) {
    if (System.getProperty(HOOKS) != null) {
      return;
    }
    try {
      Runtime.getRuntime().addShutdownHook(threads.unstarted("exit-hook", () -> ends(threads)));
    } catch (IllegalStateException e) {
      // It ends already: nothing has been started that could hold it up.
    }
  }

  /** Whoever told it to go in order has a limit of their own. */
  private static void ends(NamedThreads threads) {
    if (!Exits.isInOrder()) {
      threads.start("exit-watch", ExitWatch::awaitHooks);
    }
  }

  private static void awaitHooks() {
    try {
      new CountDownLatch(1).await(HOOKS_SECONDS, TimeUnit.SECONDS); // for the process's end
    } catch (InterruptedException e) {
      // The process ends either way.
    }
    Exits.halt(ExitCode.HOOKS_HUNG, "they did not end within " + HOOKS_SECONDS + " s");
  }
}
