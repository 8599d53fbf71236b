package io.processpool.worker.run;

import io.processpool.message.OpenJob;
import io.processpool.message.Unsendable;
import io.processpool.payload.BlockDecoder;
import io.processpool.payload.UnreadableException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A job this worker knows. Its function is rebuilt once, when its first item begins, so a function
 * that kills the worker is charged to an item.
 */
final class OpenedJob {

  private final OpenJob message;
  private final long taskLimitNanos;
  private volatile boolean cancelled;

  // Confined to the task thread.
  private @Nullable FunctionCall call;
  private @Nullable Unsendable unreadable;

  OpenedJob(OpenJob message) {
    this.message = message;
    this.taskLimitNanos = TimeUnit.MICROSECONDS.toNanos(message.taskLimitMicros());
  }

  long seed() {
    return message.seed();
  }

  /** How long an item may run, 0 for as long as it likes. */
  long taskLimitNanos() {
    return taskLimitNanos;
  }

  boolean isCancelled() {
    return cancelled;
  }

  void cancel() {
    cancelled = true;
  }

  /** The function, or {@code null} if it cannot be rebuilt here: see {@link #unreadable()}. */
  @Nullable FunctionCall call(BlockDecoder decoder) {
    if (call == null && unreadable == null) {
      try {
        call = FunctionCall.of(message.shape(), decoder.decode(message.function(), 0));
      } catch (UnreadableException e) {
        unreadable = e.problem();
      }
    }
    return call;
  }

  @Nullable Unsendable unreadable() {
    return unreadable;
  }
}
