package io.processpool.dispatch;

import io.processpool.backend.ChunkAnswer;
import io.processpool.backend.ChunkListener;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What was decided under the lock and is done after it. Confined to one call. */
final class Effects {

  private final List<WorkerClient> toFlush = new ArrayList<>();
  private final List<Runnable> actions = new ArrayList<>();

  /** The last of the actions, if it tells of answers: one job hears of many at once. */
  private @Nullable Answers answers;

  /** The first thing that went wrong, with the others. */
  private @Nullable Throwable failure;

  /** What a job is told of in one call. */
  private record Answers(ChunkListener listener, List<ChunkAnswer> all) implements Runnable {

    @Override
    public void run() {
      listener.answered(all);
    }
  }

  void flush(WorkerClient client) {
    if (!toFlush.contains(client)) {
      toFlush.add(client);
    }
  }

  void then(Runnable action) {
    actions.add(action);
    answers = null;
  }

  /** Tells a job of an answer. */
  void tell(ChunkListener listener, ChunkAnswer answer) {
    Answers told = answers;
    if (told == null || told.listener != listener) {
      told = new Answers(listener, new ArrayList<>());
      actions.add(told);
      answers = told;
    }
    told.all.add(answer);
  }

  /** Workers first, so that they work while listeners are told. */
  void carryOut() {
    for (WorkerClient client : toFlush) {
      try {
        client.flush();
      } catch (RuntimeException | Error e) {
        keep(e);
      }
    }
    for (Runnable action : actions) {
      try {
        action.run();
      } catch (RuntimeException | Error e) { // one job's trouble must not leave others waiting
        keep(e);
      }
    }
    if (failure instanceof RuntimeException e) {
      throw e;
    }
    if (failure instanceof Error e) {
      throw e;
    }
  }

  private void keep(Throwable next) {
    if (failure == null) {
      failure = next;
    } else {
      failure.addSuppressed(next);
    }
  }
}
