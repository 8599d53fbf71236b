package io.processpool.benchmarks.workload;

/** A measurement of wrong results is none. */
final class Expect {

  private Expect() {}

  static void equal(String what, long expected, long actual) {
    if (expected != actual) {
      throw new IllegalStateException(what + ": " + actual + " (expected: " + expected + ")");
    }
  }
}
