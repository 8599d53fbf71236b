package io.processpool.dispatch;

import java.util.ArrayList;
import java.util.List;

/** What was decided under the lock and is done after it. Confined to one call. */
final class Effects {

  private final List<WorkerClient> toFlush = new ArrayList<>(2);
  private final List<Runnable> actions = new ArrayList<>(2);

  void flush(WorkerClient client) {
    if (!toFlush.contains(client)) {
      toFlush.add(client);
    }
  }

  void then(Runnable action) {
    actions.add(action);
  }

  /** Workers first, so that they work while listeners are told. */
  void carryOut() {
    toFlush.forEach(WorkerClient::flush);
    Throwable failure = null;
    for (Runnable action : actions) {
      try {
        action.run();
      } catch (RuntimeException | Error e) { // one job's trouble must not leave others waiting
        if (failure == null) {
          failure = e;
        } else {
          failure.addSuppressed(e);
        }
      }
    }
    if (failure instanceof RuntimeException e) {
      throw e;
    }
    if (failure instanceof Error e) {
      throw e;
    }
  }
}
