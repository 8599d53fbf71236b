package io.processpool.benchmarks.driver;

import java.util.Map;

/** A program that is started for each sample. */
final class TimedProgram implements Sampler {

  private final Subject subject;

  TimedProgram(Subject subject) {
    this.subject = subject;
  }

  /** Until its end, and until its first line. */
  @Override
  public Map<String, Double> sample() throws MeasurementException {
    long begin = System.nanoTime();
    try (StartedProgram program = StartedProgram.start(subject)) {
      String line = program.line();
      double first = seconds(begin);
      while (line != null) {
        line = program.line();
      }
      program.end();
      return Map.of("seconds", seconds(begin), "firstLine", first);
    } catch (AbsentException e) {
      throw new MeasurementException(subject.name() + ": " + e.getMessage());
    }
  }

  private static double seconds(long begin) {
    return (System.nanoTime() - begin) / 1e9;
  }

  @Override
  public void close() {}
}
