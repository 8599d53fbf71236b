package io.processpool.benchmarks.driver;

import java.util.Comparator;
import java.util.List;

/**
 * Where a column of the table comes from.
 *
 * @param subject whose samples
 * @param figure which figure of them; with a star at the end the one with the least median of all
 *     that begin so
 * @param label what a person calls it
 */
record Reading(String subject, String figure, String label) {

  /** A time. */
  static Reading time(String subject) {
    return new Reading(subject, "seconds", subject);
  }

  /** Another figure. */
  static Reading of(String subject, String figure) {
    return new Reading(subject, figure, subject);
  }

  /** The rounds of this figure. */
  List<Double> rounds(Samples samples) {
    return samples.rounds(subject, name(samples));
  }

  /** What a person calls it; of several, the one that it is. */
  String title(Samples samples) {
    return isLeast() ? name(samples) : label;
  }

  private boolean isLeast() {
    return figure.endsWith("*");
  }

  private String name(Samples samples) {
    if (!isLeast()) {
      return figure;
    }
    String prefix = figure.substring(0, figure.length() - 1);
    return samples.figures(subject).stream()
        .filter(name -> name.startsWith(prefix))
        .min(Comparator.comparingDouble(name -> samples.median(subject, name)))
        .orElse(figure);
  }
}
