package io.processpool.advice;

import io.processpool.advice.ItemSurvey.Seen;
import io.processpool.advice.JobFacts.Setting;
import io.processpool.advice.ResentObjects.Resent;
import io.processpool.api.IpcCounters;
import io.processpool.api.JobReport;
import io.processpool.api.JobReport.SlowItem;
import io.processpool.api.JobReport.WorkerShare;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A finished job in numbers, healthy as it begins: four workers on four cores, 1,000 items of 38 ms
 * in 10 s. Times are in seconds.
 */
final class Job {

  int workers = 4;
  int cores = 4;
  int chunkSize;
  long items = 1_000;
  long retried;
  long chunks = 250;
  double wall = 10;
  double startUp;
  double compute = 38;
  double callerCoding = 0.1;
  double workerCoding = 0.1;
  double transfer = 0.2;
  double input;
  double taking;
  double cpu = 38;
  double coreWait;
  double slowest = 0.05;
  long argumentBytes = 10_000;
  long resultBytes = 10_000;
  long distinct = 1_000;
  @Nullable Resent resent;
  long repeatedBytes;
  boolean hasArguments = true;
  boolean finished = true;

  static Job healthy() {
    return new Job();
  }

  private static Duration of(double seconds) {
    return Duration.ofNanos(Math.round(seconds * 1e9));
  }

  Evidence evidence() {
    List<WorkerShare> shares = new ArrayList<>();
    for (int i = 0; i < workers; i++) {
      shares.add(
          new WorkerShare(
              i,
              100 + i,
              items / workers,
              chunks / workers,
              IpcCounters.ZERO,
              of(workerCoding / workers),
              of(compute / workers),
              Duration.ZERO,
              Duration.ZERO));
    }
    JobReport.Times times =
        new JobReport.Times(
            of(startUp),
            of(input),
            of(callerCoding + workerCoding),
            of(transfer),
            Duration.ZERO,
            of(compute),
            of(cpu),
            of(coreWait),
            Duration.ZERO,
            of(taking));
    JobReport report =
        new JobReport(
            "j1",
            "",
            of(wall),
            new JobReport.Items(items, items, 0, retried),
            chunks,
            times,
            IpcCounters.ZERO,
            shares,
            List.of(new SlowItem(17, of(slowest), 0)),
            List.of());
    return new Evidence(
        report,
        finished,
        new Setting(workers, cores, chunkSize, 512, hasArguments),
        argumentBytes,
        resultBytes,
        new Seen(items, distinct, distinct <= 1_024, resent, repeatedBytes));
  }
}
