package io.processpool.cli.lesson.compare;

import io.processpool.Pool;
import io.processpool.api.JobOptions;
import io.processpool.cli.lesson.Bench;
import io.processpool.cli.lesson.Demonstration;
import io.processpool.cli.lesson.Measured;
import io.processpool.cli.lesson.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What was measured of one kind of work. */
final class Findings {

  private final Bench bench;
  private final Runner runner;
  private final List<Row> rows = new ArrayList<>();
  private final Verdict verdict;
  private List<Long> expected = List.of();
  private boolean ok = true;

  Findings(Bench bench, Runner runner) {
    this.bench = bench;
    this.runner = runner;
    this.verdict = new Verdict(runner.kind().title());
  }

  void addSequential() {
    Measured<List<Long>> measured = bench.measure(runner::sequential);
    expected = measured.result();
    rows.add(row("one after the other", measured, 1));
    verdict.sequential(measured.seconds());
  }

  void addThreads(int count) {
    Measured<List<Long>> measured = bench.measure(() -> runner.threads(count));
    String variant = count == 1 ? "1 thread" : count + " threads";
    rows.add(row(variant, measured, count));
    verdict.threads(variant, measured.seconds());
    if (count == 1) {
      verdict.oneThread(measured.seconds());
    }
  }

  void addVirtualThreads() {
    Measured<List<Long>> measured = bench.measure(runner::virtualThreads);
    int count = runner.portions().size();
    String variant = count + " virtual threads";
    rows.add(row(variant, measured, count));
    verdict.threads(variant, measured.seconds());
  }

  void addProcesses(Pool pool, JobOptions options, int count, double startSeconds) {
    Measured<List<Long>> measured = bench.measure(() -> runner.processes(pool, options));
    String variant = count == 1 ? "1 process" : count + " processes";
    rows.add(row(variant, measured, count).with("start_s", startSeconds));
    verdict.processes(variant, measured.seconds(), startSeconds);
  }

  private Row row(String variant, Measured<List<Long>> measured, int workers) {
    boolean right = measured.result().equals(expected);
    ok &= right;
    double speedup = rows.isEmpty() ? 1 : measured.seconds().timesAsFastAs(rows.get(0).seconds());
    String hash = "hash " + Integer.toHexString(measured.result().hashCode());
    return measured
        .row(variant, expected.size(), right ? hash : "wrong " + hash)
        .with("workers", workers)
        .with("speedup", speedup);
  }

  Demonstration demonstration() {
    String name = "compare-" + runner.kind().name().toLowerCase(Locale.ROOT);
    return new Demonstration(name, ok, rows, verdict.sentence());
  }
}
