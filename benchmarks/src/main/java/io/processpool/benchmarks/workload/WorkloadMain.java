package io.processpool.benchmarks.workload;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** Runs a workload: says when it is warm, then answers each line with a sample. */
public final class WorkloadMain {

  private static final JsonMapper JSON = new JsonMapper();

  private WorkloadMain() {}

  /**
   * Ends when standard input does, so with whoever started it.
   *
   * @param arguments how many seconds to warm up, the workload's name, its parameters
   * @throws Exception what the workload throws
   */
  public static void main(String[] arguments) throws Exception {
    List<String> words = List.of(arguments);
    double warmUp = Double.parseDouble(words.get(0));
    try (Workload workload = Workloads.open(words.get(1), words.subList(2, words.size()))) {
      say(Map.of("warmUpSamples", warmUp(workload, warmUp)));
      BufferedReader in =
          new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
      while (in.readLine() != null) {
        say(workload.sample());
      }
    }
  }

  /** The work itself, at least once unless there is to be no warm-up at all. */
  private static double warmUp(Workload workload, double seconds) throws Exception {
    long begin = System.nanoTime();
    int samples = 0;
    while (Seconds.since(begin) < seconds) {
      workload.sample();
      samples++;
    }
    return samples;
  }

  private static void say(Map<String, Double> figures) {
    System.out.println(JSON.writeValueAsString(figures));
  }
}
