package io.processpool.job;

import io.processpool.api.WorkerDeath;
import io.processpool.backend.WorkerRef;
import io.processpool.message.ItemFailure;
import io.processpool.message.ItemFailure.TaskThrew;
import io.processpool.message.PayloadBlock;
import io.processpool.message.RemoteFailure;
import io.processpool.message.Unsendable;
import org.jspecify.annotations.Nullable;

/**
 * How an item ended, not decoded yet. Each item has exactly one.
 *
 * @param index the item's position in the input
 * @param item the user's own object
 * @param worker who had it last, {@code null} if none
 * @param attempt how often it was begun
 * @param ending value or failure
 */
public record Answer<T extends @Nullable Object>(
    long index, T item, @Nullable WorkerRef worker, int attempt, Ending ending) {

  /** Value or failure. */
  public sealed interface Ending {}

  /**
   * A value, encoded.
   *
   * @param block the block it came in
   * @param position where in the block
   */
  public record Value(PayloadBlock block, int position) implements Ending {}

  /**
   * It failed in a worker that lives on.
   *
   * @param failure how
   */
  public record Failed(ItemFailure failure) implements Ending {}

  /**
   * Its workers died.
   *
   * @param death how the last one did
   */
  public record Lost(WorkerDeath death) implements Ending {}

  /**
   * It could not be sent.
   *
   * @param problem why
   */
  public record Refused(Unsendable problem) implements Ending {}

  /** Whether it is a value. */
  public boolean isValue() {
    return ending instanceof Value;
  }

  /** How many bytes it keeps. */
  long bytes() {
    if (ending instanceof Value value) {
      return value.block().weight(value.position());
    }
    return ending instanceof Failed failed && failed.failure() instanceof TaskThrew threw
        ? bytes(threw.failure())
        : 0;
  }

  /** About how many; an exception's message can be as large as a result. */
  private static long bytes(RemoteFailure failure) {
    String message = failure.message();
    RemoteFailure cause = failure.cause();
    long bytes = failure.original().size() + (long) (message == null ? 0 : message.length());
    return cause == null ? bytes : bytes + bytes(cause);
  }
}
