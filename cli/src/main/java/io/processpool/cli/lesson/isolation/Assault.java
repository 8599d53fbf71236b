package io.processpool.cli.lesson.isolation;

import io.processpool.Pool;
import io.processpool.api.JobOptions;
import io.processpool.api.Outcome;
import io.processpool.api.Results;
import io.processpool.cli.lesson.Sample;
import io.processpool.cli.lesson.isolation.Aftermath.Pids;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A blow to a pool, and a look at what is left. Immutable.
 *
 * @param pool the pool
 * @param blow what is done
 * @param items to what: one of them strikes
 * @param limit how long an item may run, where that is the point
 */
record Assault(Pool pool, Blow blow, List<Integer> items, Duration limit) {

  private static final List<Integer> NUMBERS = IntStream.range(0, 1_000).boxed().toList();
  private static final List<Integer> SQUARES =
      NUMBERS.stream().map(number -> number * number).toList();

  /** Strikes once. Blocks until a new worker stands where the struck one was. */
  Sample<Aftermath> run() {
    List<Long> before = pids();
    int failed = 0;
    boolean right = true;
    String message = "";
    Blow struck = blow;
    try (Results<Outcome<Integer, Integer>> results =
        pool.outcomes(item -> struck.squareOrStrike(item), items, options())) {
      while (results.hasNext()) {
        Outcome<Integer, Integer> outcome = results.next();
        if (outcome instanceof Outcome.Failure<Integer, Integer> failure) {
          failed++;
          right &= blow.isVictim(failure.item());
          message = String.valueOf(failure.error().getMessage());
        } else if (outcome instanceof Outcome.Success<Integer, Integer> success) {
          right &= success.value() == success.item() * success.item();
        }
      }
      List<Long> after = pids();
      boolean poolRight = pool.map(number -> number * number, NUMBERS).equals(SQUARES);
      return Sample.of(
          new Aftermath(failed, right, poolRight, new Pids(before, after), message),
          results.report());
    }
  }

  /** Only a loop needs a limit; a worker that starts again may take longer than that. */
  private JobOptions options() {
    JobOptions options = JobOptions.defaults().maxAttempts(1).label(blow.title());
    return blow == Blow.ENDLESS_LOOP ? options.taskTimeout(limit) : options;
  }

  private List<Long> pids() {
    return List.copyOf(pool.broadcast(() -> ProcessHandle.current().pid()));
  }
}
