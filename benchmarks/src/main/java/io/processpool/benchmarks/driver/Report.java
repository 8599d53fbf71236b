package io.processpool.benchmarks.driver;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * A run as one JSON object.
 *
 * @param command how it was called
 * @param begun when
 * @param seconds how long it took
 * @param machine where
 * @param loadBefore threads that wanted a processor when it began
 * @param loadAfter and when it ended, itself included
 * @param rows the table
 * @param measurements all samples, by measurement, subject and figure
 */
record Report(
    String command,
    String begun,
    double seconds,
    Machine machine,
    String loadBefore,
    String loadAfter,
    List<Row> rows,
    Map<String, Map<String, Map<String, List<Double>>>> measurements) {

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  /** Replaces the file. */
  void write(Path file) throws IOException {
    Files.writeString(file, JSON.writeValueAsString(this) + "\n");
  }
}
