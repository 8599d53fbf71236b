package io.processpool.cli.lesson.pitfall;

import io.processpool.Pool;
import io.processpool.api.IpcCounters;
import io.processpool.api.NotSendableException;
import io.processpool.cli.lesson.Bench;
import io.processpool.cli.lesson.Demonstration;
import io.processpool.cli.lesson.Lesson;
import io.processpool.cli.lesson.Measured;
import io.processpool.cli.lesson.Row;
import io.processpool.cli.lesson.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Pitfall 2: what cannot cross to another process. */
final class RefusalPitfall implements Lesson {

  private static final List<Integer> ITEMS = IntStream.range(0, 8).boxed().toList();
  private static final List<Integer> EXPECTED = ITEMS.stream().map(item -> 3 * item).toList();

  private static final int TRIES = 20;

  private final List<Row> rows = new ArrayList<>();
  private int refused;
  private int mended;
  private long bytesForFunctions;

  @Override
  public String title() {
    return "Pitfall 2: what cannot be sent";
  }

  @Override
  public String about() {
    return "Hands the pool four things that exist only in this process; each is refused with the"
        + " way to it. Beside each stands a mended version that runs.";
  }

  @Override
  public List<Demonstration> show(Bench bench) {
    for (Unsendable unsendable : Unsendable.values()) {
      rows.add(refusedRow(bench, unsendable));
      rows.add(mendedRow(bench, unsendable));
    }
    int all = Unsendable.values().length;
    String conclusion =
        "%d of %d were refused with the path to what is wrong, the functions among them %s; %d of"
            + " %d mended versions gave right results.";
    return List.of(
        new Demonstration(
            "pitfall-2",
            refused == all && mended == all,
            rows,
            conclusion.formatted(
                refused,
                all,
                bytesForFunctions == 0
                    ? "before a byte was sent"
                    : "after " + bytesForFunctions + " bytes",
                mended,
                all)));
  }

  private Row refusedRow(Bench bench, Unsendable unsendable) {
    Pool pool = bench.pool();
    Measured<Optional<NotSendableException>> tried =
        bench.measure(() -> Sample.local(refusal(pool, unsendable)));
    if (tried.result().isEmpty()) {
      return tried.row(unsendable.broken(), ITEMS.size(), "ran, which nobody expected");
    }
    NotSendableException refusal = tried.result().get();
    refused += refusal.path().isEmpty() ? 0 : 1;
    Sample<Optional<NotSendableException>> counted =
        new Sample<>(tried.result(), wire(pool, unsendable), Optional.empty());
    Row row =
        new Measured<>(tried.seconds(), tried.repetitions(), counted)
            .row(unsendable.broken(), ITEMS.size(), "refused");
    bytesForFunctions += unsendable.isFunction() ? row.wire().bytesOut() : 0;
    return row.with("path", refusal.path()).with("message", String.valueOf(refusal.getMessage()));
  }

  /**
   * What a refusal sends, from the pool's own counters, as there is no report of a job that never
   * began. A job before it may still be saying that it is over, so the least of some tries counts.
   */
  private static IpcCounters wire(Pool pool, Unsendable unsendable) {
    IpcCounters least = IpcCounters.ZERO;
    for (int i = 0; i < TRIES && (i == 0 || least.bytesOut() > 0); i++) {
      IpcCounters before = pool.stats().ipc();
      var unused = refusal(pool, unsendable);
      IpcCounters sent = since(before, pool.stats().ipc());
      least = i == 0 || sent.bytesOut() < least.bytesOut() ? sent : least;
    }
    return least;
  }

  private static Optional<NotSendableException> refusal(Pool pool, Unsendable unsendable) {
    try {
      unsendable.runBroken(pool, ITEMS);
      return Optional.empty();
    } catch (NotSendableException e) {
      return Optional.of(e);
    }
  }

  private static IpcCounters since(IpcCounters before, IpcCounters now) {
    return new IpcCounters(
        now.framesOut() - before.framesOut(),
        now.bytesOut() - before.bytesOut(),
        now.framesIn() - before.framesIn(),
        now.bytesIn() - before.bytesIn(),
        now.bulkOut() - before.bulkOut(),
        now.bulkIn() - before.bulkIn());
  }

  private Row mendedRow(Bench bench, Unsendable unsendable) {
    Measured<List<Integer>> ran = bench.measure(() -> unsendable.runMended(bench.pool(), ITEMS));
    boolean right = ran.result().equals(EXPECTED);
    mended += right ? 1 : 0;
    return ran.row(unsendable.mended(), ITEMS.size(), right ? "right" : "wrong: " + ran.result());
  }
}
