package io.processpool.message;

/**
 * What kind of function a job calls, and so what an item is. The number is its byte on the wire.
 */
public enum CallShape {
  /** {@code TaskFunction}: the item is the argument. */
  FUNCTION(1),
  /** {@code TaskBiFunction}: the item is an array of the two arguments. */
  BI_FUNCTION(2),
  /** {@code TaskSupplier}: the item is nothing. */
  SUPPLIER(3),
  /** {@code java.util.concurrent.Callable}: the item is nothing. */
  CALLABLE(4),
  /** {@code java.lang.Runnable}: the item is nothing, so is the result. */
  RUNNABLE(5);

  private final int number;

  CallShape(int number) {
    this.number = number;
  }

  /** The byte on the wire. */
  public int number() {
    return number;
  }
}
