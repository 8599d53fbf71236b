package io.processpool.benchmarks.workload;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The workloads by name. */
final class Workloads {

  private interface Opener {
    Workload open(List<String> parameters) throws Exception;
  }

  private static final Map<String, Opener> ALL =
      Map.ofEntries(
          Map.entry("start", parameters -> new Start()),
          Map.entry("apply", parameters -> new Apply(number(parameters, 0))),
          Map.entry("ping-pong", parameters -> new PingPong(number(parameters, 0))),
          Map.entry("no-ops", parameters -> new NoOps(number(parameters, 0), parameters.get(1))),
          Map.entry("tens", parameters -> new Tens(number(parameters, 0))),
          Map.entry(
              "arrays",
              parameters ->
                  new Arrays8(parameters.get(0), parameters.get(1), number(parameters, 2))),
          Map.entry("raw-bytes", parameters -> new RawBytes(number(parameters, 0))),
          Map.entry("share", parameters -> new Share(number(parameters, 0), number(parameters, 1))),
          Map.entry("chunks", parameters -> new Chunks(Load.valueOf(parameters.get(0)))),
          Map.entry("idle", parameters -> new Idle()),
          Map.entry("stream", parameters -> new Stream(number(parameters, 0))),
          Map.entry("replace", parameters -> new Replace(number(parameters, 0))),
          Map.entry(
              "sleepers", parameters -> new Sleepers(number(parameters, 0), number(parameters, 1))),
          Map.entry(
              "naps",
              parameters ->
                  new Naps(number(parameters, 0), number(parameters, 1), parameters.get(2))),
          Map.entry(
              "raw-naps", parameters -> new RawNaps(number(parameters, 0), number(parameters, 1))),
          Map.entry("echo", parameters -> new Echo(number(parameters, 0))));

  private Workloads() {}

  static Workload open(String name, List<String> parameters) throws Exception {
    Opener opener = ALL.get(name);
    if (opener == null) {
      throw new IllegalArgumentException(
          "workload: " + name + " (expected: one of " + new TreeMap<>(ALL).keySet() + ")");
    }
    return opener.open(parameters);
  }

  private static int number(List<String> parameters, int index) {
    return Integer.parseInt(parameters.get(index));
  }
}
