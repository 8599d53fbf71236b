package io.processpool.benchmarks.driver;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Takes samples of several subjects in turn: A B, A B, A B. */
final class Rounds {

  private Rounds() {}

  /** All start and warm up one after the other; then each round samples each of them once. */
  static Samples run(List<Subject> subjects, int rounds) throws MeasurementException {
    Samples samples = new Samples();
    Map<String, Sampler> samplers = new LinkedHashMap<>();
    try {
      for (Subject subject : subjects) {
        open(subject, samplers, samples);
      }
      for (int i = 0; i < rounds; i++) {
        for (Map.Entry<String, Sampler> each : samplers.entrySet()) {
          samples.add(each.getKey(), each.getValue().sample());
        }
      }
      return samples;
    } finally {
      samplers.values().forEach(Sampler::close);
    }
  }

  private static void open(Subject subject, Map<String, Sampler> samplers, Samples samples)
      throws MeasurementException {
    try {
      samplers.put(subject.name(), subject.open());
    } catch (AbsentException e) {
      samples.absent(subject.name(), String.valueOf(e.getMessage()));
    }
  }
}
