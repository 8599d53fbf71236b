package io.processpool.benchmarks.driver;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Cells as a table that is both aligned text and Markdown. Pure. */
final class TextTable {

  private final List<String> titles;
  private final List<List<String>> rows;

  TextTable(List<String> titles, List<List<String>> rows) {
    this.titles = titles;
    this.rows = rows;
  }

  /** The table of a run. */
  static TextTable of(List<Row> rows) {
    return new TextTable(
        List.of("#", "work", "ours", "peer or limit", "ratio (min–max)", "goal", "verdict"),
        rows.stream()
            .map(
                row ->
                    List.of(
                        row.number(),
                        row.work(),
                        row.ours(),
                        row.other(),
                        row.ratioText(),
                        row.goalText(),
                        row.verdict()))
            .toList());
  }

  /** The lines, without their ends. */
  List<String> lines() {
    List<Integer> widths = IntStream.range(0, titles.size()).mapToObj(this::width).toList();
    String rule = widths.stream().map("-"::repeat).collect(Collectors.joining(" | ", "| ", " |"));
    return Stream.concat(
            Stream.of(line(titles, widths), rule), rows.stream().map(row -> line(row, widths)))
        .toList();
  }

  private int width(int column) {
    return rows.stream()
        .mapToInt(row -> row.get(column).length())
        .reduce(Math.max(3, titles.get(column).length()), Math::max);
  }

  private static String line(List<String> cells, List<Integer> widths) {
    return IntStream.range(0, cells.size())
        .mapToObj(i -> cells.get(i) + " ".repeat(widths.get(i) - cells.get(i).length()))
        .collect(Collectors.joining(" | ", "| ", " |"));
  }
}
