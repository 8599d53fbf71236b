package io.processpool.cli.lesson;

import java.util.List;

/**
 * One table of figures and what they say. Immutable.
 *
 * @param name in JSON
 * @param ok whether every result was right, whatever the times say
 * @param rows what was measured
 * @param conclusion one sentence, computed from the rows
 */
public record Demonstration(String name, boolean ok, List<Row> rows, String conclusion) {

  /**
   * A demonstration whose results were looked at.
   *
   * @param name in JSON
   * @param ok whether every result was right
   * @param rows what was measured
   * @param conclusion one sentence
   */
  public Demonstration {
    rows = List.copyOf(rows);
  }
}
