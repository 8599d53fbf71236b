package io.processpool.testing;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;

/** Runs what is due when the test says so, on the test's thread. */
public final class FakeTimer {

  private record Due(long nanos, Runnable task, CompletableFuture<?> handle) {}

  private final List<Due> waiting = new ArrayList<>();
  private long now;

  public Future<?> schedule(long delayNanos, Runnable task) {
    CompletableFuture<?> handle = new CompletableFuture<>();
    waiting.add(new Due(now + delayNanos, task, handle));
    return handle;
  }

  public int size() {
    return (int) waiting.stream().filter(due -> !due.handle().isCancelled()).count();
  }

  public void advanceMillis(long millis) {
    now += millis * 1_000_000;
    while (true) {
      Due next =
          waiting.stream()
              .filter(due -> due.nanos() <= now)
              .min(Comparator.comparingLong(Due::nanos))
              .orElse(null);
      if (next == null) {
        return;
      }
      waiting.remove(next);
      if (!next.handle().isCancelled()) {
        next.task().run();
      }
    }
  }
}
