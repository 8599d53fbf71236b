package io.processpool.cli.output;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** A value as one JSON object in a file, its fields in the order they were declared. */
public final class JsonFile {

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
          .build();

  private JsonFile() {}

  /**
   * Writes it.
   *
   * @param file replaced if it is there
   * @param value a record
   * @throws IOException if it cannot be written
   */
  public static void write(Path file, Object value) throws IOException {
    WholeFile.write(
        file, (MAPPER.writeValueAsString(value) + "\n").getBytes(StandardCharsets.UTF_8));
  }
}
