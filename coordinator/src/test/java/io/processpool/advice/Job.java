package io.processpool.advice;

import io.processpool.advice.ItemSurvey.Seen;
import io.processpool.advice.JobFacts.Setting;
import io.processpool.advice.ResentObjects.Resent;
import io.processpool.api.IpcCounters;
import io.processpool.api.JobReport;
import io.processpool.api.JobReport.SlowItem;
import io.processpool.api.JobReport.WorkerShare;
import java.lang.reflect.Field;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

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
  long resentTimes;
  long resentBytes;
  boolean hasArguments = true;
  boolean finished = true;

  static Job healthy() {
    return new Job();
  }

  /** Sets fields, as in {@code items=100 wall=0.5}; the number of distinct items follows. */
  Job with(String changes) {
    for (String change : changes.trim().split(" +")) {
      String[] parts = change.split("=", 2);
      if (parts.length == 2) {
        set(parts[0], parts[1]);
      }
    }
    return this;
  }

  private void set(String name, String value) {
    try {
      Field field = Job.class.getDeclaredField(name);
      if (field.getType() == boolean.class) {
        field.setBoolean(this, Boolean.parseBoolean(value));
      } else if (field.getType() == double.class) {
        field.setDouble(this, Double.parseDouble(value));
      } else if (field.getType() == int.class) {
        field.setInt(this, Integer.parseInt(value));
      } else {
        field.setLong(this, Long.parseLong(value));
      }
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException(name + "=" + value, e);
    }
    distinct = name.equals("items") ? items : distinct;
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
    JobReport report =
        new JobReport(
            "j1",
            "",
            of(wall),
            new JobReport.Items(items, items, 0, retried),
            chunks,
            times(),
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
        new Seen(
            items,
            distinct,
            distinct <= 1_024,
            resentTimes == 0 ? null : new Resent("double[]", resentBytes, resentTimes),
            resentBytes * Math.max(0, resentTimes - 1)));
  }

  private JobReport.Times times() {
    return new JobReport.Times(
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
  }
}
