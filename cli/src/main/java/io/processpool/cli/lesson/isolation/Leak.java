package io.processpool.cli.lesson.isolation;

import io.processpool.Pool;
import io.processpool.api.JobOptions;
import io.processpool.cli.lesson.Bench;
import io.processpool.cli.lesson.Figures;
import io.processpool.cli.lesson.Measured;
import io.processpool.cli.lesson.Row;
import io.processpool.cli.lesson.Sample;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * A task that keeps some memory each time, in workers that are replaced before it is too much: all
 * that leaks in one place would not fit its heap.
 */
final class Leak {

  /** Of a worker's heap, what one item leaks. */
  private static final int HEAP_SHARE = 32;

  private static final int ITEMS_PER_PROCESS = 12;
  private static final int PROCESSES_PER_WORKER = 3;

  /** Never emptied, which is the mistake that is shown. */
  private static final List<byte[]> KEPT = new ArrayList<>();

  private final Bench bench;
  private final long heapBytes;

  Leak(Bench bench, long heapBytes) {
    this.bench = bench;
    this.heapBytes = heapBytes;
  }

  /**
   * What an item saw.
   *
   * @param square its result
   * @param pid where
   * @param keptBytes what had leaked there by then
   */
  record Seen(int square, long pid, long keptBytes) {

    static Seen afterLeak(int item, int bytes) {
      KEPT.add(new byte[bytes]);
      long kept = KEPT.stream().mapToLong(array -> array.length).sum();
      return new Seen(item * item, ProcessHandle.current().pid(), kept);
    }
  }

  /** Lets items leak. Blocks. */
  Row show() {
    int leaked = Math.toIntExact(Math.min(heapBytes / HEAP_SHARE, 16L << 20));
    List<Integer> items =
        IntStream.range(0, bench.workers() * PROCESSES_PER_WORKER * ITEMS_PER_PROCESS)
            .boxed()
            .toList();
    JobOptions options = JobOptions.defaults().label("leak");
    try (Pool pool = open()) {
      var unused = bench.waitForWorkers(pool);
      Measured<List<Seen>> measured =
          bench.measureOnce(
              () -> Sample.map(pool, item -> Seen.afterLeak(item, leaked), items, options));
      boolean poolRight = pool.map(item -> item * 2, List.of(1, 2, 3)).equals(List.of(2, 4, 6));
      return row(measured, items, poolRight);
    }
  }

  private Pool open() {
    return bench.openPool(
        "leak",
        builder ->
            builder
                .workers(bench.workers())
                .workerHeap(heapBytes)
                .maxTasksPerWorker(ITEMS_PER_PROCESS));
  }

  private Row row(Measured<List<Seen>> measured, List<Integer> items, boolean poolRight) {
    List<Seen> seen = measured.result();
    boolean right =
        seen.stream().map(Seen::square).toList().equals(items.stream().map(i -> i * i).toList());
    Map<Long, Long> most = new TreeMap<>();
    seen.forEach(each -> most.merge(each.pid(), each.keptBytes(), Math::max));
    long all = most.values().stream().mapToLong(Long::longValue).sum();
    String result =
        (right ? "all right" : "WRONG") + (poolRight ? ", pool right" : ", pool WRONG") + " after";
    return measured
        .row("a leak, recycled", items.size(), result + "wards")
        .with("failed", 0)
        .with("replaced", most.size() - bench.workers())
        .with("leaked_bytes", all)
        .with("most_in_one_bytes", most.values().stream().max(Comparator.naturalOrder()).orElse(0L))
        .with("pids_after", List.copyOf(most.keySet()));
  }

  /** All results right, and no process ever held all that leaked in its place. */
  static boolean isSurvived(Row row, int workers) {
    return row.result().equals("all right, pool right afterwards")
        && row.number("replaced") >= workers
        && row.number("most_in_one_bytes") < row.number("leaked_bytes") / workers;
  }

  static String sentence(Row row) {
    return "a leak of %s in all never held more than %s in one process, as %d took turns"
        .formatted(
            Figures.bytes(row.number("leaked_bytes")),
            Figures.bytes(row.number("most_in_one_bytes")),
            ((List<?>) row.details().getOrDefault("pids_after", List.of())).size());
  }
}
