package io.processpool.benchmarks.workload;

import io.processpool.Pool;
import io.processpool.api.WorkerInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What a worker holds of the machine's memory that has done a little and has nothing to do. */
final class Idle implements Workload {

  /** What the JVM still does in the background after the start is done by then. */
  private static final Duration SETTLES = Duration.ofSeconds(1);

  @Override
  public Map<String, Double> sample() throws Exception {
    try (Pool pool = Pool.open(2)) {
      pool.broadcast(() -> 1);
      pool.map(x -> x + 1, List.of(1, 2, 3));
      Thread.sleep(SETTLES.toMillis());
      double most = 0;
      for (WorkerInfo worker : pool.workers()) {
        most = Math.max(most, residentMiB(worker.pid()));
      }
      return Map.of("residentMiB", most);
    }
  }

  private static double residentMiB(long pid) throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc", Long.toString(pid), "status"))) {
      if (line.startsWith("VmRSS:")) {
        return Double.parseDouble(line.replaceAll("[^0-9]", "")) / 1024;
      }
    }
    throw new IOException("no VmRSS in /proc/" + pid + "/status (it needs Linux)");
  }
}
