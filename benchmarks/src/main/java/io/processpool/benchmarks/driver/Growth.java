package io.processpool.benchmarks.driver;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How cost grows: a table for each of workers, items and payload, and for chunks in a crowd. */
final class Growth {

  private static final String OURS = "processpool";

  /** So long does it take until that many JVMs on a few processors have compiled what is hot. */
  private static final double CROWD_WARM_UP_SECONDS = 100;

  /** A value may have 256 MiB, with what stands around it. */
  private static final long MOST_BYTES = 255L << 20;

  private final Programs programs;
  private final boolean quick;

  Growth(Programs programs, boolean quick) {
    this.programs = programs;
    this.quick = quick;
  }

  /**
   * A curve.
   *
   * @param title what grows
   * @param points how each point is measured, by its name
   * @param columns figures by their titles
   */
  record Curve(String title, Map<String, Subject> points, Map<String, Column> columns) {}

  /**
   * A column.
   *
   * @param figure which
   * @param factor what it is multiplied with
   * @param suffix its unit, empty for a time
   */
  record Column(String figure, double factor, String suffix) {

    String text(Samples samples) {
      double value = samples.median(OURS, figure) * factor;
      return suffix.isEmpty() ? Unit.TIME.text(value) : Unit.number(value) + suffix;
    }
  }

  List<Curve> curves() {
    return List.of(workers(), items(), payload(), crowd());
  }

  /** Measures a curve: the samples of each point. */
  Map<String, Samples> measure(Curve curve, int rounds) throws MeasurementException {
    Map<String, Samples> measured = new LinkedHashMap<>();
    for (Map.Entry<String, Subject> point : curve.points().entrySet()) {
      measured.put(point.getKey(), Rounds.run(List.of(point.getValue()), rounds));
    }
    return measured;
  }

  /** A row for each point. */
  static TextTable table(Curve curve, Map<String, Samples> measured) {
    List<String> titles = new ArrayList<>(List.of(curve.title()));
    titles.addAll(curve.columns().keySet());
    List<List<String>> rows = new ArrayList<>();
    measured.forEach(
        (point, samples) -> {
          List<String> row = new ArrayList<>(List.of(point));
          curve.columns().values().forEach(column -> row.add(column.text(samples)));
          rows.add(row);
        });
    return new TextTable(titles, rows);
  }

  private Curve workers() {
    Map<String, Subject> points = new LinkedHashMap<>();
    for (int workers = 1; workers <= (quick ? 8 : 64); workers *= 2) {
      String count = Integer.toString(workers);
      points.put(count, programs.workload(OURS, "sleepers", count, quick ? "50" : "300"));
    }
    Map<String, Column> columns = new LinkedHashMap<>();
    columns.put("all ready after", new Column("start", 1, ""));
    columns.put("items a second", new Column("itemsPerSecond", 1, " /s"));
    columns.put("of what sleeping allows", new Column("efficiency", 100, " %"));
    columns.put("coordinator's CPU per item", new Column("cpuSecondsPerItem", 1, ""));
    return new Curve("workers, items that sleep 10 ms", points, columns);
  }

  private Curve items() {
    Map<String, Subject> points = new LinkedHashMap<>();
    for (long items = 1000; items <= (quick ? 100_000 : 10_000_000); items *= 10) {
      points.put(
          String.format("%,d", items),
          programs.workload(OURS, List.of("-Xmx2g"), "no-ops", Long.toString(items), "auto"));
    }
    Map<String, Column> columns = new LinkedHashMap<>();
    columns.put("time", new Column("seconds", 1, ""));
    columns.put("time per item", new Column("secondsPerItem", 1, ""));
    columns.put("coordinator's CPU per item", new Column("cpuSecondsPerItem", 1, ""));
    return new Curve("no-op items, automatic chunks", points, columns);
  }

  private Curve payload() {
    Map<String, Subject> points = new LinkedHashMap<>();
    long most = quick ? 16 << 20 : MOST_BYTES;
    for (long next = 1; next < 16 * most; next *= 16) {
      long bytes = Math.min(next, most);
      points.put(size(bytes), programs.workload(OURS, List.of("-Xmx4g"), "echo", "" + bytes));
    }
    Map<String, Column> columns = new LinkedHashMap<>();
    columns.put("there and back", new Column("seconds", 1, ""));
    columns.put("throughput, both ways", new Column("bytesPerSecond", 1e-6, " MB/s"));
    return new Curve("byte[] through apply", points, columns);
  }

  private Curve crowd() {
    String workers = quick ? "16" : "64";
    Programs warm = quick ? programs : programs.warmedFor(CROWD_WARM_UP_SECONDS);
    String items = quick ? "20000" : "100000";
    Map<String, Subject> points = new LinkedHashMap<>();
    points.put("no pool, bare sockets", warm.workload(OURS, "raw-naps", workers, items));
    for (String chunkSize : List.of("1", "10", "100", "auto")) {
      points.put(chunkSize, warm.workload(OURS, "naps", workers, items, chunkSize));
    }
    Map<String, Column> columns = new LinkedHashMap<>();
    columns.put("time", new Column("seconds", 1, ""));
    columns.put("coordinator's CPU per item", new Column("cpuSecondsPerItem", 1, ""));
    return new Curve("chunk size, items that sleep up to 1 ms on " + workers, points, columns);
  }

  private static String size(long bytes) {
    if (bytes < 1 << 10) {
      return bytes + " B";
    }
    return bytes < 1 << 20 ? (bytes >> 10) + " KiB" : (bytes >> 20) + " MiB";
  }
}
