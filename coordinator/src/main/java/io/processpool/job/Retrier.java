package io.processpool.job;

import io.processpool.api.RetryRule;
import io.processpool.backend.Chunk;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Asks about failed items, on one callback thread at a time and holding no lock, and sends those
 * out again that the user wants tried again. Thread-safe.
 */
final class Retrier<T extends @Nullable Object> {

  private final JobRun<T> run;
  private final JobSetup<T> setup;
  private final JobState<T> state;

  /** Who is in the user's predicate. */
  private volatile @Nullable Thread asker;

  Retrier(JobRun<T> run, JobState<T> state) {
    this.run = run;
    this.setup = run.setup();
    this.state = state;
  }

  /** There are questions, and nobody asks them. */
  void ask() {
    setup.services().callbacks().execute(this::askInTurn);
  }

  private void askInTurn() {
    RetryRule rule = setup.options().limits().retry().orElseThrow();
    for (HeldItem<T> item = next(); item != null; item = next()) {
      asker = Thread.currentThread();
      boolean again = setup.services().judge().wants(run.toString(), item.answer(), rule.which());
      asker = null;
      decide(item, again);
    }
  }

  boolean isAsking(Thread thread) {
    return thread.equals(asker);
  }

  private @Nullable HeldItem<T> next() {
    state.lock.lock();
    try {
      return state.books.held().nextQuestion();
    } finally {
      state.lock.unlock();
    }
  }

  private void decide(HeldItem<T> item, boolean again) {
    Duration backoff = Duration.ZERO;
    Chunk chunk = null;
    state.lock.lock();
    try {
      if (state.isEnded()) {
        return;
      }
      if (!again) {
        state.books.settleHeld(item);
        state.signal();
      } else {
        backoff = state.books.held().await(item);
        chunk = backoff.isZero() ? state.books.sendAgain(item) : null;
      }
    } finally {
      state.lock.unlock();
    }
    if (chunk != null) {
      run.handle().submit(chunk);
    } else if (again) {
      wait(item, backoff);
    } else {
      setup.events().progressed(run);
    }
  }

  private void wait(HeldItem<T> item, Duration backoff) {
    Future<?> alarm = setup.services().timer().schedule(backoff, () -> sendWaiting(item));
    boolean needless;
    state.lock.lock();
    try {
      item.setAlarm(alarm);
      needless = !state.books.held().isWaiting(item); // hurried or ended meanwhile
    } finally {
      state.lock.unlock();
    }
    if (needless) {
      alarm.cancel(false);
    }
  }

  private void sendWaiting(HeldItem<T> item) {
    Chunk chunk;
    state.lock.lock();
    try {
      chunk = state.books.held().release(item) ? state.books.sendAgain(item) : null;
    } finally {
      state.lock.unlock();
    }
    if (chunk != null) {
      run.handle().submit(chunk);
    }
  }

  /** Sends what waits, and lets nothing wait from now on. */
  void hurry() {
    List<Chunk> chunks = new ArrayList<>();
    state.lock.lock();
    try {
      if (!state.isEnded()) {
        state.books.held().hurry().forEach(item -> chunks.add(state.books.sendAgain(item)));
      }
    } finally {
      state.lock.unlock();
    }
    chunks.forEach(run.handle()::submit);
  }
}
