package io.processpool.benchmarks.driver;

import java.util.Map;

/** Something that can be measured once more. */
interface Sampler extends AutoCloseable {

  /**
   * Measures.
   *
   * @return figures by name
   */
  Map<String, Double> sample() throws MeasurementException;

  @Override
  void close();
}
