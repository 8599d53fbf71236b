package io.processpool.benchmarks.driver;

import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A program that answers each line with a sample. */
final class ServedProgram implements Sampler {

  private static final JsonMapper JSON = new JsonMapper();

  private final StartedProgram program;

  private ServedProgram(StartedProgram program) {
    this.program = program;
  }

  /** Returns when it is warm. */
  static ServedProgram start(Subject subject) throws MeasurementException, AbsentException {
    StartedProgram program = StartedProgram.start(subject);
    ServedProgram served = new ServedProgram(program);
    boolean ready = false;
    try {
      JsonNode first = served.answer();
      if (first.has("absent")) {
        throw new AbsentException(first.get("absent").asString());
      }
      ready = true;
      return served;
    } finally {
      if (!ready) {
        program.close();
      }
    }
  }

  @Override
  public Map<String, Double> sample() throws MeasurementException {
    program.ask();
    Map<String, Double> figures = new LinkedHashMap<>();
    answer().properties().forEach(each -> figures.put(each.getKey(), each.getValue().asDouble()));
    return figures;
  }

  private JsonNode answer() throws MeasurementException {
    String line = program.line();
    if (line == null) {
      program.end();
      throw program.failed("ended without an answer");
    }
    try {
      return JSON.readTree(line);
    } catch (JacksonException e) {
      throw program.failed("said \"" + line + "\" (expected: JSON)");
    }
  }

  /** In order where it can be, so that a pool ends its workers. */
  @Override
  public void close() {
    try (program) {
      program.end();
    } catch (MeasurementException e) {
      System.err.println("bench.sh: at the end: " + e.getMessage());
    }
  }
}
