package io.processpool.message;

import java.util.List;

/** How an item failed, told by its worker. */
public sealed interface ItemFailure {

  /** The item's position in its chunk. */
  int position();

  /**
   * The function threw.
   *
   * @param position the item's position in its chunk
   * @param nanos the time in the user's function
   * @param failure what it threw
   */
  record TaskThrew(int position, long nanos, RemoteFailure failure) implements ItemFailure {}

  /**
   * Something could not be rebuilt in the worker or sent from it.
   *
   * @param position the item's position in its chunk
   * @param part what could not
   * @param problem why
   */
  record Unsent(int position, Part part, Unsendable problem) implements ItemFailure {}

  /**
   * The item ran over its limit; its worker ends.
   *
   * @param position the item's position in its chunk
   * @param nanos how long it had run
   * @param stack where it was stuck
   */
  record TimedOut(int position, long nanos, List<StackTraceElement> stack) implements ItemFailure {}

  /** What could not cross. The number is its byte on the wire. */
  enum Part {
    /** The job's function; the task did not run. */
    FUNCTION(1),
    /** The argument; the task did not run. */
    ARGUMENT(2),
    /** The result; the task ran. */
    RESULT(3);

    private final int number;

    Part(int number) {
      this.number = number;
    }

    /** The byte on the wire. */
    public int number() {
      return number;
    }
  }
}
