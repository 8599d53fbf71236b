package io.processpool.cli.lesson.compare;

import io.processpool.Pool;
import io.processpool.api.JobOptions;
import io.processpool.cli.lesson.Bench;
import io.processpool.cli.lesson.BusyWork;
import io.processpool.cli.lesson.Demonstration;
import io.processpool.cli.lesson.Lesson;
import io.processpool.cli.lesson.Measured;
import io.processpool.cli.lesson.compare.Kind.Portion;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/** Every kind of work in every way. */
final class Comparison implements Lesson {

  private static final int DEFAULT_ITEMS = 16;
  private static final int ITEMS_PER_WORKER = 4;

  private final int wantedItems;
  private final int milliseconds;

  Comparison(int items, int milliseconds) {
    this.wantedItems = items;
    this.milliseconds = milliseconds;
  }

  @Override
  public String title() {
    return "When processes pay";
  }

  @Override
  public String about() {
    return "Does "
        + milliseconds
        + " ms of work of three kinds one after the other, in threads, in virtual threads and in"
        + " processes that run already; their start is shown beside them."
        + (VirtualThreads.areThere()
            ? ""
            : " This Java ("
                + Runtime.version().feature()
                + ") has no virtual threads; they come with 21.");
  }

  @Override
  public List<Demonstration> show(Bench bench) {
    List<Portion> portions = portions(bench);
    Map<Kind, Findings> findings = new EnumMap<>(Kind.class);
    for (Kind kind : Kind.values()) {
      findings.put(kind, new Findings(bench, new Runner(kind, portions, bench::checkpoint)));
    }
    findings.values().forEach(Findings::addSequential);
    List<Integer> counts = WorkerCounts.upTo(bench.workers());
    counts.forEach(count -> findings.values().forEach(found -> found.addThreads(count)));
    if (VirtualThreads.areThere()) {
      findings.values().forEach(Findings::addVirtualThreads);
    }
    for (int count : counts) {
      addProcesses(bench, count, findings);
    }
    return findings.values().stream().map(Findings::demonstration).toList();
  }

  private static void addProcesses(Bench bench, int count, Map<Kind, Findings> findings) {
    JobOptions options = bench.jobOptions("compare");
    try (Pool pool = bench.openPool("compare-" + count, builder -> builder.workers(count))) {
      Measured<List<Long>> start = bench.waitForWorkers(pool);
      findings
          .values()
          .forEach(found -> found.addProcesses(pool, options, count, start.seconds().median()));
    }
  }

  private List<Portion> portions(Bench bench) {
    int items =
        wantedItems > 0 ? wantedItems : Math.max(DEFAULT_ITEMS, ITEMS_PER_WORKER * bench.workers());
    double stepsPerMilli = BusyWork.stepsPerMicrosecond(bench.ticker()) * 1e3;
    long steps = Math.max(1, (long) (milliseconds * stepsPerMilli / items));
    long waitMillis = Math.max(1, milliseconds / items);
    return LongStream.range(0, items)
        .mapToObj(seed -> new Portion(seed, steps, waitMillis))
        .toList();
  }
}
