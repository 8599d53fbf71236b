package io.processpool.cli.lesson;

import java.util.List;

/**
 * How long something took, over its repetitions. Immutable.
 *
 * @param median the middle one
 * @param min the shortest
 * @param max the longest
 */
public record Seconds(double median, double min, double max) {

  /**
   * Over repetitions.
   *
   * @param seconds of each, at least one
   * @return their spread
   */
  public static Seconds of(List<Double> seconds) {
    List<Double> sorted = seconds.stream().sorted().toList();
    int middle = sorted.size() / 2;
    double median =
        sorted.size() % 2 == 1
            ? sorted.get(middle)
            : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    return new Seconds(median, sorted.get(0), sorted.get(sorted.size() - 1));
  }

  /**
   * How many times as fast this was.
   *
   * @param other what it is compared with
   * @return above 1 if this was faster, by the medians
   */
  public double timesAsFastAs(Seconds other) {
    return other.median / Math.max(median, 1e-9);
  }

  @Override
  public String toString() {
    return Figures.seconds(median) + " (" + Figures.seconds(min) + "–" + Figures.seconds(max) + ")";
  }
}
