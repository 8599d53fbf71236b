package io.processpool.benchmarks.driver;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A row of the table before it is measured.
 *
 * @param work what is compared
 * @param ours what is measured
 * @param other a peer or a limit, none where the goal is a bound
 * @param unit of both
 * @param goal what is to be reached
 */
record Comparison(String work, Reading ours, Optional<Reading> other, Unit unit, Goal goal) {

  /** With a peer or a limit, as times. */
  static Comparison of(String work, Reading ours, Reading other, Goal goal) {
    return new Comparison(work, ours, Optional.of(other), Unit.TIME, goal);
  }

  /** With a bound. */
  static Comparison bound(String work, Reading ours, Unit unit, double most) {
    return new Comparison(work, ours, Optional.empty(), unit, Goal.bound(most));
  }

  /** The row; ratios are taken pair by pair, so that what slows both down slows both down. */
  Row row(String number, Samples samples) {
    Optional<String> missing =
        other.map(Reading::subject).filter(name -> samples.absent().containsKey(name));
    List<Double> mine = ours.rounds(samples);
    if (missing.isPresent()) {
      return new Row(
          number,
          work,
          unit.text(Spread.of(mine).median()),
          missing.get() + ": absent",
          null,
          goal,
          goal.text(unit),
          Row.SKIPPED);
    }
    List<Double> theirs = other.map(reading -> reading.rounds(samples)).orElse(mine);
    List<Double> ratios =
        IntStream.range(0, Math.min(mine.size(), theirs.size()))
            .mapToObj(i -> goal.ratio(mine.get(i), theirs.get(i)))
            .toList();
    Spread ratio = Spread.of(ratios);
    String peer =
        other
            .map(reading -> reading.title(samples) + ": " + unit.text(Spread.of(theirs).median()))
            .orElse("");
    return new Row(
        number,
        work,
        unit.text(Spread.of(mine).median()),
        peer,
        ratio,
        goal,
        goal.text(unit),
        goal.verdict(ratio.median()));
  }
}
