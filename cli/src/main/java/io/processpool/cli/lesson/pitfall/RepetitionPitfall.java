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
import io.processpool.cli.lesson.Seconds;
import java.math.BigInteger;
import java.util.List;
import java.util.stream.IntStream;

/** Pitfall 4: items that compute the same things again and again. */
final class RepetitionPitfall implements Lesson {

  private final int count;

  RepetitionPitfall(int count) {
    this.count = count;
  }

  @Override
  public String title() {
    return "Pitfall 4: shared computation";
  }

  @Override
  public String about() {
    return "Computes the first "
        + Figures.count(count)
        + " Fibonacci numbers: each for itself in a loop, each for itself in the pool, and in one"
        + " pass that reuses the last two.";
  }

  @Override
  public List<Demonstration> show(Bench bench) {
    List<Integer> positions = IntStream.rangeClosed(1, count).boxed().toList();
    JobOptions options = bench.jobOptions("fibonacci");
    Measured<List<BigInteger>> loop =
        bench.measure(
            () ->
                Sample.local(
                    positions.stream()
                        .peek(position -> bench.checkpoint())
                        .map(Fibonacci::number)
                        .toList()));
    Pool pool = bench.pool();
    Measured<List<BigInteger>> pooled =
        bench.measure(() -> Sample.map(pool, Fibonacci::number, positions, options));
    Measured<List<BigInteger>> pass = bench.measure(() -> Sample.local(Fibonacci.upTo(count)));
    boolean equal = loop.result().equals(pass.result()) && pooled.result().equals(pass.result());
    List<Row> rows =
        List.of(
            row("each for itself, loop", loop),
            row("each for itself, pool", pooled),
            row("one pass", pass));
    return List.of(new Demonstration("pitfall-4", equal, rows, conclusion(rows, equal)));
  }

  private static Row row(String variant, Measured<List<BigInteger>> measured) {
    return measured.row(variant, measured.result().size(), Fibonacci.checksum(measured.result()));
  }

  private static String conclusion(List<Row> rows, boolean equal) {
    Seconds loop = rows.get(0).seconds();
    Seconds pooled = rows.get(1).seconds();
    Seconds pass = rows.get(2).seconds();
    return ("Each number for itself, the pool was %s the loop; one pass that reuses them was %s"
            + " the pool, and the numbers %s.")
        .formatted(
            Figures.timesAsFast(pooled.timesAsFastAs(loop)),
            Figures.timesAsFast(pass.timesAsFastAs(pooled)),
            equal ? "are equal in all three" : "DIFFER");
  }
}
