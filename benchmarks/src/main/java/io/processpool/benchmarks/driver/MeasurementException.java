package io.processpool.benchmarks.driver;

/** A measurement that did not come about. */
final class MeasurementException extends Exception {

  private static final long serialVersionUID = 1;

  MeasurementException(String message) {
    super(message);
  }
}
