package io.processpool.cli.lesson.pitfall;

import io.processpool.Pool;
import io.processpool.api.JobOptions;
import io.processpool.cli.lesson.Bench;
import io.processpool.cli.lesson.Demonstration;
import io.processpool.cli.lesson.Figures;
import io.processpool.cli.lesson.Lesson;
import io.processpool.cli.lesson.Measured;
import io.processpool.cli.lesson.Row;
import io.processpool.cli.lesson.Sample;
import io.processpool.task.Shared;
import io.processpool.task.SharedBuffer;
import java.nio.DoubleBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Pitfall 3: arguments that are larger than the work on them. */
final class DataPitfall implements Lesson {

  private static final int DEFAULT_ITEMS = 16;
  private static final int ITEMS_PER_WORKER = 2;

  private final int arrayKib;
  private final int wantedItems;
  private final List<Row> rows = new ArrayList<>();
  private boolean ok = true;

  DataPitfall(int arrayKib, int items) {
    this.arrayKib = arrayKib;
    this.wantedItems = items;
  }

  @Override
  public String title() {
    return "Pitfall 3: too much data";
  }

  @Override
  public String about() {
    return "Sums an array of "
        + Figures.bytes(arrayKib * 1024.0)
        + " for every item: the array itself as the argument, the name of a file that holds it,"
        + " the array shared with all workers, and shared bytes that every worker maps.";
  }

  @Override
  public List<Demonstration> show(Bench bench) {
    double[] array = NumberFile.numbers(arrayKib);
    int items =
        wantedItems > 0 ? wantedItems : Math.max(DEFAULT_ITEMS, ITEMS_PER_WORKER * bench.workers());
    try (NumberFile file = NumberFile.write(array)) {
      measureAll(bench, bench.pool(), array, new Names(file.path().toString(), items));
    }
    return List.of(new Demonstration("pitfall-3", ok, rows, conclusion(bench.workers())));
  }

  private record Names(String file, int items) {

    <T> List<T> times(T item) {
      return Collections.nCopies(items, item);
    }
  }

  private void measureAll(Bench bench, Pool pool, double[] array, Names names) {
    JobOptions options = bench.jobOptions("pitfall-3");
    double sum = Look.sum(DoubleBuffer.wrap(array));
    add(
        "by value",
        sum,
        bench.measure(() -> Sample.map(pool, Look::at, names.times(array), options)));
    add(
        "by file name",
        sum,
        bench.measure(
            () ->
                Sample.map(
                    pool,
                    name -> Look.at(NumberFile.read(name)),
                    names.times(names.file()),
                    options)));
    add(
        "shared",
        sum,
        bench.measure(
            () -> {
              Shared<double[]> shared = pool.share(array);
              return Sample.map(pool, item -> Look.at(shared.get()), names.times(0), options);
            }));
    add(
        "shared and mapped",
        sum,
        bench.measure(
            () -> {
              SharedBuffer buffer = pool.shareBuffer(NumberFile.bytes(array));
              return Sample.map(
                  pool, item -> Look.at(buffer.get().asDoubleBuffer()), names.times(0), options);
            }));
  }

  private void add(String variant, double sum, Measured<List<Look>> measured) {
    List<Look> looks = measured.result();
    boolean right = looks.stream().allMatch(look -> look.sum() == sum);
    ok &= right;
    Row row =
        measured.row(variant, looks.size(), right ? "sum " + Figures.number(sum) : "wrong sums");
    rows.add(
        row.with("bytes_per_item", row.bytesPerItem()).with("copies_made", Look.copies(looks)));
  }

  private String conclusion(int workers) {
    Row byValue = rows.get(0);
    Row byName = rows.get(1);
    Row shared = rows.get(2);
    Row mapped = rows.get(3);
    Row fastest =
        rows.stream()
            .reduce((a, b) -> b.seconds().median() < a.seconds().median() ? b : a)
            .orElse(byValue);
    return ("An item cost %s by value and %s by file name, %s to one; shared, %d items needed %d"
            + " %s in %d %s at %s an item, and mapped, none at %s; fastest was %s, %s by value.")
        .formatted(
            Figures.bytes(byValue.bytesPerItem()),
            Figures.bytes(byName.bytesPerItem()),
            Figures.count(Math.round(byValue.bytesPerItem() / byName.bytesPerItem())),
            shared.items(),
            (long) shared.number("copies_made"),
            shared.number("copies_made") == 1 ? "copy" : "copies",
            workers,
            workers == 1 ? "worker" : "workers",
            Figures.bytes(shared.bytesPerItem()),
            Figures.bytes(mapped.bytesPerItem()),
            fastest.variant(),
            Figures.timesAsFast(fastest.seconds().timesAsFastAs(byValue.seconds())));
  }
}
