package io.processpool.benchmarks.driver;

import java.util.List;
import java.util.Optional;

/**
 * A program that is measured.
 *
 * @param name in the table
 * @param kind how it is sampled
 * @param command how it is started
 * @param missing what it needs and is not installed
 */
record Subject(String name, Kind kind, List<String> command, Optional<String> missing) {

  /** How a program is sampled. */
  enum Kind {
    /** Started once; warms up, then gives a sample for each line. */
    SERVED,
    /** Started for each sample, which is the time until it ends. */
    TIMED
  }

  /** Starts sampling. */
  Sampler open() throws MeasurementException, AbsentException {
    if (missing.isPresent()) {
      throw new AbsentException(missing.get());
    }
    return kind == Kind.SERVED ? ServedProgram.start(this) : new TimedProgram(this);
  }
}
