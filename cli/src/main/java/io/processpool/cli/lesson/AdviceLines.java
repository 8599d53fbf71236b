package io.processpool.cli.lesson;

import io.processpool.api.Advice;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What the pool had to say about variants, for people: each kind of advice once. Pure. */
final class AdviceLines {

  private final List<Row> rows;

  AdviceLines(List<Row> rows) {
    this.rows = rows;
  }

  private record Said(String variant, Advice advice, int times) {

    Said again() {
      return new Said(variant, advice, times + 1);
    }

    String line() {
      String others =
          times == 1 ? "" : times == 2 ? " (and another)" : " (and " + (times - 1) + " others)";
      return "advice for " + variant + others + ": " + advice;
    }
  }

  /** The lines, without their ends; none where there is nothing to say. */
  List<String> lines() {
    Map<Advice.Kind, Said> byKind = new EnumMap<>(Advice.Kind.class);
    for (Row row : rows) {
      for (Advice advice : row.advice()) {
        Said said = byKind.get(advice.kind());
        byKind.put(advice.kind(), said == null ? new Said(row.variant(), advice, 1) : said.again());
      }
    }
    List<String> lines = new ArrayList<>();
    byKind.values().forEach(said -> lines.add(said.line()));
    return lines;
  }
}
