package io.processpool.concurrent;

/** A source of nanoseconds that never goes back; only differences mean something. Thread-safe. */
@FunctionalInterface
public interface Ticker {

  /** The JVM's monotonic clock. */
  Ticker SYSTEM = System::nanoTime;

  /**
   * The time now.
   *
   * @return nanoseconds from an arbitrary origin
   */
  long nanos();
}
