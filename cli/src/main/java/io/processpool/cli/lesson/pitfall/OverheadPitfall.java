package io.processpool.cli.lesson.pitfall;

import io.processpool.Pool;
import io.processpool.api.JobOptions;
import io.processpool.cli.lesson.Bench;
import io.processpool.cli.lesson.BusyWork;
import io.processpool.cli.lesson.Demonstration;
import io.processpool.cli.lesson.Figures;
import io.processpool.cli.lesson.Lesson;
import io.processpool.cli.lesson.Measured;
import io.processpool.cli.lesson.Row;
import io.processpool.cli.lesson.Sample;
import io.processpool.task.TaskFunction;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Pitfall 1: work that is smaller than the cost of handing it out. */
final class OverheadPitfall implements Lesson {

  private static final int[] ITEM_MICROS = {1, 10, 100, 1_000, 10_000};

  /** How much work a loop gets at each point of the sweep. */
  private static final int LOOP_MICROS = 50_000;

  private static final int MOST_ITEMS = 20_000;
  private static final int ITEMS_PER_WORKER = 4;

  private final int numbers;
  private final List<Row> rows = new ArrayList<>();
  private boolean ok = true;

  OverheadPitfall(int numbers) {
    this.numbers = numbers;
  }

  @Override
  public String title() {
    return "Pitfall 1: the overhead exceeds the work";
  }

  @Override
  public String about() {
    return "Multiplies numbers by ten in a loop and in a pool, then makes the items dearer step by"
        + " step to see from which cost on the pool wins. Its workers run already.";
  }

  @Override
  public List<Demonstration> show(Bench bench) {
    Pool pool = bench.pool();
    Measured<List<Long>> start = bench.poolStart();
    rows.add(start.row("start the pool", bench.workers(), start.result().size() + " workers"));
    TimesTen timesTen = timesTen(bench, pool);
    List<BreakEven.Point> points = sweep(bench, pool);
    String conclusion = timesTen.text(numbers) + "; " + text(BreakEven.of(points), points);
    return List.of(new Demonstration("pitfall-1", ok, rows, conclusion + "."));
  }

  private record TimesTen(double loopSeconds, double poolSeconds) {

    String text(int numbers) {
      boolean loopWins = loopSeconds < poolSeconds;
      double factor = loopWins ? poolSeconds / loopSeconds : loopSeconds / poolSeconds;
      return ("Times ten over %s numbers took %s in a loop and %s in the pool, so the %s was %s"
              + " the %s")
          .formatted(
              Figures.count(numbers),
              Figures.seconds(loopSeconds),
              Figures.seconds(poolSeconds),
              loopWins ? "loop" : "pool",
              Figures.timesAsFast(factor),
              loopWins ? "pool" : "loop");
    }
  }

  private TimesTen timesTen(Bench bench, Pool pool) {
    List<Integer> items = IntStream.range(0, numbers).boxed().toList();
    Measured<List<Long>> loop =
        bench.measure(() -> Sample.local(items.stream().map(OverheadPitfall::timesTen).toList()));
    JobOptions options = bench.jobOptions("times-ten");
    Measured<List<Long>> pooled =
        bench.measure(() -> Sample.map(pool, OverheadPitfall::timesTen, items, options));
    add(loop.row("times ten, loop", numbers, sum(loop.result())));
    add(pooled.row("times ten, pool", numbers, sum(pooled.result())));
    ok &= loop.result().equals(pooled.result());
    return new TimesTen(loop.seconds().median(), pooled.seconds().median());
  }

  private static Long timesTen(Integer number) {
    return number * 10L;
  }

  private static String sum(List<Long> numbers) {
    return "sum " + numbers.stream().mapToLong(number -> number).sum();
  }

  private List<BreakEven.Point> sweep(Bench bench, Pool pool) {
    double stepsPerMicro = BusyWork.stepsPerMicrosecond(bench.ticker());
    List<BreakEven.Point> points = new ArrayList<>();
    for (int micros : ITEM_MICROS) {
      int least = ITEMS_PER_WORKER * bench.workers();
      int count = Math.max(least, Math.min(MOST_ITEMS, LOOP_MICROS / micros));
      List<Integer> items = IntStream.range(0, count).boxed().toList();
      points.add(point(bench, pool, items, (long) (micros * stepsPerMicro)));
    }
    return points;
  }

  private BreakEven.Point point(Bench bench, Pool pool, List<Integer> items, long steps) {
    TaskFunction<Integer, Long> work = item -> BusyWork.run(item, steps);
    JobOptions options = bench.jobOptions("sweep");
    Measured<List<Long>> loop =
        bench.measure(
            () -> Sample.local(items.stream().map(item -> BusyWork.run(item, steps)).toList()));
    Measured<List<Long>> pooled = bench.measure(() -> Sample.map(pool, work, items, options));
    double itemMicros = loop.seconds().median() / items.size() * 1e6;
    String name = "%s steps an item, ".formatted(Figures.count(steps));
    add(loop.row(name + "loop", items.size(), digest(loop.result())).with("item_us", itemMicros));
    double speedup = pooled.seconds().timesAsFastAs(loop.seconds());
    add(
        pooled
            .row(name + "pool", items.size(), digest(pooled.result()))
            .with("item_us", itemMicros)
            .with("speedup", speedup));
    ok &= loop.result().equals(pooled.result());
    return new BreakEven.Point(itemMicros, speedup);
  }

  private static String digest(List<Long> results) {
    return "hash " + Integer.toHexString(results.hashCode());
  }

  private void add(Row row) {
    rows.add(row);
  }

  private static String text(BreakEven found, List<BreakEven.Point> points) {
    return switch (found.kind()) {
      case FOUND ->
          "the two broke even at about %s an item"
              .formatted(Figures.seconds(found.itemMicros() / 1e6));
      case BELOW ->
          "the pool won from the cheapest item on, %s"
              .formatted(Figures.seconds(points.get(0).itemMicros() / 1e6));
      case UNCLEAR ->
          "the pool won at some costs and lost at the dearest, so this machine was too busy to say"
              + " where the two break even";
      case NEVER ->
          "up to %s an item the pool never won on this machine"
              .formatted(Figures.seconds(points.get(points.size() - 1).itemMicros() / 1e6));
    };
  }
}
