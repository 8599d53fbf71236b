package io.processpool.benchmarks.workload;

import java.io.IOException;
import java.util.Map;

/** Work that is measured again and again in one process. */
interface Workload extends AutoCloseable {

  /**
   * Does the work once.
   *
   * @return figures by name; those named {@code seconds} are times
   */
  Map<String, Double> sample() throws Exception;

  @Override
  default void close() throws IOException {}
}
