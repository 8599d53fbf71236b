package io.processpool.benchmarks.driver;

/** A peer that is not installed. */
final class AbsentException extends Exception {

  private static final long serialVersionUID = 1;

  AbsentException(String message) {
    super(message);
  }
}
