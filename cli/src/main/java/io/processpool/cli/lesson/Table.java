package io.processpool.cli.lesson;

import io.processpool.cli.output.Summary;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/** Rows as lines of text: a column for each figure, texts below. Pure. */
final class Table {

  private static final String GAP = "  ";

  private final List<Row> rows;

  Table(List<Row> rows) {
    this.rows = rows;
  }

  private record Column(String title, boolean left, List<String> cells) {

    int width() {
      return cells.stream().mapToInt(String::length).reduce(title.length(), Math::max);
    }

    String padded(String cell) {
      String space = " ".repeat(width() - cell.length());
      return left ? cell + space : space + cell;
    }
  }

  /** The lines, without their ends. */
  List<String> lines() {
    List<Column> columns = columns();
    List<String> lines = new ArrayList<>();
    lines.add(line(columns, Column::title));
    lines.add(line(columns, column -> "-".repeat(column.width())));
    for (int i = 0; i < rows.size(); i++) {
      int row = i;
      lines.add(line(columns, column -> column.cells().get(row)));
    }
    for (Row row : rows) {
      List<String> texts = texts(row);
      if (!texts.isEmpty()) {
        lines.add("");
        lines.add(row.variant());
        lines.addAll(texts);
      }
    }
    return lines;
  }

  private static List<String> texts(Row row) {
    return row.details().entrySet().stream()
        .filter(detail -> !(detail.getValue() instanceof Number))
        .map(detail -> GAP + title(detail.getKey()) + ": " + detail.getValue())
        .toList();
  }

  private static String line(List<Column> columns, Function<Column, String> cell) {
    List<String> cells = columns.stream().map(column -> column.padded(cell.apply(column))).toList();
    return String.join(GAP, cells).stripTrailing();
  }

  private List<Column> columns() {
    List<Column> columns = new ArrayList<>();
    columns.add(column("variant", true, Row::variant));
    columns.add(column("median (min–max)", false, row -> row.seconds().toString()));
    columns.add(column("items", false, row -> Figures.count(row.items())));
    for (String name : numbers()) {
      columns.add(column(title(name), false, row -> number(row, name)));
    }
    addWire(columns, "bytes out", Summary.Wire::bytesOut);
    addWire(columns, "bytes in", Summary.Wire::bytesIn);
    addWire(columns, "frames out", Summary.Wire::framesOut);
    addWire(columns, "frames in", Summary.Wire::framesIn);
    columns.add(column("result", true, Row::result));
    return columns;
  }

  private Set<String> numbers() {
    Set<String> names = new LinkedHashSet<>();
    for (Row row : rows) {
      row.details().forEach((name, value) -> addIfNumber(names, name, value));
    }
    return names;
  }

  private static void addIfNumber(Set<String> names, String name, Object value) {
    if (value instanceof Number) {
      names.add(name);
    }
  }

  /** Nothing crosses where there is no pool, and then the column says nothing. */
  private void addWire(List<Column> columns, String title, ToLongFunction<Summary.Wire> figure) {
    if (rows.stream().anyMatch(row -> figure.applyAsLong(row.wire()) != 0)) {
      columns.add(column(title, false, row -> Figures.count(figure.applyAsLong(row.wire()))));
    }
  }

  private Column column(String title, boolean left, Function<Row, String> cell) {
    return new Column(title, left, rows.stream().map(cell).toList());
  }

  private static String number(Row row, String name) {
    Object value = row.details().get(name);
    if (value == null) {
      return "";
    }
    return value instanceof Double fraction
        ? Figures.number(fraction)
        : Figures.count(((Number) value).longValue());
  }

  private static String title(String name) {
    return name.replace('_', ' ');
  }
}
