package io.processpool.benchmarks.driver;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The samples of a measurement: a list of rounds for each figure of each subject. */
final class Samples {

  private final Map<String, Map<String, List<Double>>> subjects = new LinkedHashMap<>();
  private final Map<String, String> absent = new LinkedHashMap<>();

  /** What a subject said in this round. */
  void add(String subject, Map<String, Double> figures) {
    Map<String, List<Double>> all = subjects.computeIfAbsent(subject, name -> new TreeMap<>());
    figures.forEach(
        (name, value) -> all.computeIfAbsent(name, any -> new ArrayList<>()).add(value));
  }

  /** A subject that is not there. */
  void absent(String subject, String why) {
    absent.put(subject, why);
  }

  /** Why a subject is not there, by its name. */
  Map<String, String> absent() {
    return absent;
  }

  /** All rounds, by subject and figure. */
  Map<String, Map<String, List<Double>>> all() {
    return subjects;
  }

  /** The names of a subject's figures. */
  Set<String> figures(String subject) {
    return subjects.getOrDefault(subject, Map.of()).keySet();
  }

  /** The rounds of a figure. */
  List<Double> rounds(String subject, String figure) {
    List<Double> rounds = subjects.getOrDefault(subject, Map.of()).get(figure);
    if (rounds == null) {
      throw new IllegalArgumentException(
          "figure: " + figure + " of " + subject + " (expected: of " + figures(subject) + ")");
    }
    return rounds;
  }

  /** The median of a figure. */
  double median(String subject, String figure) {
    return Spread.of(rounds(subject, figure)).median();
  }
}
