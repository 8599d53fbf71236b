package io.processpool.benchmarks.driver;

import java.util.List;

/**
 * Repeated measurements of one figure.
 *
 * @param median the middle one
 * @param min the least
 * @param max the greatest
 */
record Spread(double median, double min, double max) {

  /** Of at least one value. */
  static Spread of(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    int middle = sorted.size() / 2;
    double median =
        sorted.size() % 2 == 1
            ? sorted.get(middle)
            : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    return new Spread(median, sorted.get(0), sorted.get(sorted.size() - 1));
  }
}
