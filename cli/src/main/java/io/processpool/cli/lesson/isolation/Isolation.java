package io.processpool.cli.lesson.isolation;

import io.processpool.Pool;
import io.processpool.cli.lesson.Bench;
import io.processpool.cli.lesson.Demonstration;
import io.processpool.cli.lesson.Figures;
import io.processpool.cli.lesson.Lesson;
import io.processpool.cli.lesson.Measured;
import io.processpool.cli.lesson.Row;
import io.processpool.cli.lesson.Sample;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.IntStream;

/** Pids, static state, and blows that are survived. */
final class Isolation implements Lesson {

  /** Small, so that it is soon full. */
  private static final long HEAP_BYTES = 64L << 20;

  private static final int DEFAULT_ITEMS = 16;
  private static final int ITEMS_PER_WORKER = 4;

  private final int wantedItems;
  private final Duration limit;
  private final OptionalLong heapGiven;
  private final List<Row> rows = new ArrayList<>();
  private boolean ok = true;

  Isolation(int items, Duration limit, OptionalLong heapGiven) {
    this.wantedItems = items;
    this.limit = limit;
    this.heapGiven = heapGiven;
  }

  @Override
  public String title() {
    return "Isolation";
  }

  @Override
  public String about() {
    return "Shows that workers are processes with state of their own, then does to one of them what"
        + " would end a program, and looks at what it costs: one item, and the time of a restart."
        + " At last a task leaks memory, in workers that are replaced before they are full.";
  }

  @Override
  public List<Demonstration> show(Bench bench) {
    int least = Math.max(DEFAULT_ITEMS, ITEMS_PER_WORKER * bench.workers());
    List<Integer> items =
        IntStream.range(0, wantedItems > 0 ? wantedItems : least).boxed().toList();
    try (Pool pool = open(bench)) {
      addPids(bench, pool);
      addState(bench, pool, items);
      int survived = 0;
      for (Blow blow : Blow.values()) {
        Aftermath worst = strike(bench, new Assault(pool, blow, items, limit));
        survived += worst.isSurvived() ? 1 : 0;
      }
      ok &= survived == Blow.values().length;
      Row leak = new Leak(bench, heapGiven.orElse(HEAP_BYTES)).show();
      ok &= Leak.isSurvived(leak, bench.workers());
      String conclusion = conclusion(survived, leak);
      rows.add(leak);
      return List.of(new Demonstration("isolation", ok, rows, conclusion));
    }
  }

  private Pool open(Bench bench) {
    return bench.openPool(
        "isolation",
        builder -> builder.workers(bench.workers()).workerHeap(heapGiven.orElse(HEAP_BYTES)));
  }

  private void addPids(Bench bench, Pool pool) {
    Measured<List<Long>> start = bench.waitForWorkers(pool);
    Set<Long> pids = new HashSet<>(start.result());
    boolean own = pids.size() == bench.workers() && !pids.contains(ProcessHandle.current().pid());
    ok &= own;
    rows.add(
        start
            .row("pids", bench.workers(), own ? "all different" : "NOT all different")
            .with("pids", start.result())
            .with("pid_of_this_program", ProcessHandle.current().pid() + ""));
  }

  private void addState(Bench bench, Pool pool, List<Integer> items) {
    Measured<List<Integer>> counted =
        bench.measureOnce(
            () -> {
              Sample<List<Integer>> counts =
                  Sample.map(
                      pool, item -> Counter.increment(), items, bench.jobOptions("static-state"));
              List<Integer> each = List.copyOf(pool.broadcast(Counter::value));
              return new Sample<>(each, counts.wire(), counts.report());
            });
    int sum = counted.result().stream().mapToInt(Integer::intValue).sum();
    boolean own = sum == items.size() && Counter.value() == 0;
    ok &= own;
    rows.add(
        counted
            .row("static counter", items.size(), own ? "each has its own" : "NOT its own")
            .with("counted_by_workers", counted.result())
            .with("counted_in_this_program", Counter.value() + ""));
  }

  /** Strikes as often as the bench repeats; one that was not survived is what counts. */
  private Aftermath strike(Bench bench, Assault assault) {
    List<Aftermath> all = new ArrayList<>();
    Measured<Aftermath> measured =
        bench.measure(
            () -> {
              Sample<Aftermath> sample = assault.run();
              all.add(sample.result());
              return sample;
            });
    Aftermath worst =
        all.stream()
            .filter(aftermath -> !aftermath.isSurvived())
            .findFirst()
            .orElse(measured.result());
    rows.add(
        measured
            .row(assault.blow().title(), assault.items().size(), worst.text())
            .with("failed", worst.failed())
            .with("replaced", worst.pids().replaced().size())
            .with("pids_before", worst.pids().before())
            .with("pids_after", worst.pids().after())
            .with("message", worst.message()));
    return worst;
  }

  private String conclusion(int survived, Row leak) {
    List<Row> blows = rows.subList(rows.size() - Blow.values().length, rows.size());
    double most = blows.stream().mapToDouble(row -> row.seconds().median()).max().orElse(0);
    long failed = blows.stream().mapToLong(row -> (long) row.number("failed")).sum();
    long replaced = blows.stream().mapToLong(row -> (long) row.number("replaced")).sum();
    return ("The pool survived %d of %d blows, which cost %d items and %d workers in all and at"
            + " most %s each, replacement included; %s; %s.")
        .formatted(
            survived,
            blows.size(),
            failed,
            replaced,
            Figures.seconds(most),
            Leak.sentence(leak),
            ok
                ? "all other results were right, and so was every job afterwards"
                : "NOT everything else was right, see the rows");
  }
}
