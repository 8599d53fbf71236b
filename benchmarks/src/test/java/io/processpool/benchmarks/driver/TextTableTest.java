package io.processpool.benchmarks.driver;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TextTableTest {

  @Test
  void shouldAlignCellsInARowOfMarkdown() {
    TextTable table =
        new TextTable(List.of("#", "work"), List.of(List.of("P2", "no-op"), List.of("P13", "×")));

    assertThat(table.lines())
        .containsExactly(
            "| #   | work  |", "| --- | ----- |", "| P2  | no-op |", "| P13 | ×     |");
  }

  @Test
  void shouldPrintWhyAMeasurementFailed() {
    Row row = Row.failed("P7", "ETL", "python ended with exit code 1");

    assertThat(row.isFailed()).isTrue();
    assertThat(TextTable.of(List.of(row)).lines().get(2))
        .contains("| P7 ", "python ended with exit code 1", "FAILED");
  }

  @Test
  void shouldPrintTimesWithAboutThreeDigits() {
    assertThat(Unit.TIME.text(12.345)).isEqualTo("12.3 s");
    assertThat(Unit.TIME.text(0.0123)).isEqualTo("12.3 ms");
    assertThat(Unit.TIME.text(4.5e-7)).isEqualTo("0.45 µs");
    assertThat(Unit.ITEMS.text(1000)).isEqualTo("1,000 items");
  }
}
