package io.processpool.benchmarks.driver;

import java.util.List;
import java.util.Optional;

/**
 * What is measured together, in turn.
 *
 * @param number the goal's, such as P2
 * @param title what it is about
 * @param isCostly whether a round takes seconds, so that there are fewer
 * @param subjects who takes turns
 * @param comparisons the rows that come of it
 * @param preparation run once before, not measured
 */
record Measurement(
    String number,
    String title,
    boolean isCostly,
    List<Subject> subjects,
    List<Comparison> comparisons,
    Optional<Subject> preparation) {

  /** Rounds of little cost. */
  static Measurement light(
      String number, String title, List<Subject> subjects, List<Comparison> comparisons) {
    return new Measurement(number, title, false, subjects, comparisons, Optional.empty());
  }

  /** Rounds that take seconds. */
  static Measurement costly(
      String number, String title, List<Subject> subjects, List<Comparison> comparisons) {
    return new Measurement(number, title, true, subjects, comparisons, Optional.empty());
  }

  Measurement after(Subject program) {
    return new Measurement(number, title, isCostly, subjects, comparisons, Optional.of(program));
  }

  /** All starts and warms up, then takes turns. */
  Samples run(int rounds) throws MeasurementException {
    if (preparation.isPresent()) {
      Rounds.run(List.of(preparation.get()), 1);
    }
    return Rounds.run(subjects, rounds);
  }

  List<Row> rows(Samples samples) {
    return comparisons.stream().map(comparison -> comparison.row(number, samples)).toList();
  }
}
