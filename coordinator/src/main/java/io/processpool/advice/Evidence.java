package io.processpool.advice;

import io.processpool.advice.ItemSurvey.Seen;
import io.processpool.advice.JobFacts.Setting;
import io.processpool.api.JobReport;
import io.processpool.api.JobReport.WorkerShare;
import java.time.Duration;

/**
 * All that rules judge by; times are in seconds.
 *
 * @param report the job's numbers, without advice
 * @param finished whether all that was begun ended in order
 * @param setting what was chosen before it began
 * @param argumentBytes the encoded arguments
 * @param resultBytes the encoded results
 * @param seen what was seen in the items
 */
public record Evidence(
    JobReport report,
    boolean finished,
    Setting setting,
    long argumentBytes,
    long resultBytes,
    Seen seen) {

  private static final double OUR_SECONDS_PER_RESULT = 5e-6;

  static double seconds(Duration time) {
    return time.toNanos() / 1e9;
  }

  /** Items that were answered. */
  long items() {
    return report.items().ok() + report.items().failed();
  }

  /** From the first worker's readiness to the end. */
  double wall() {
    return seconds(report.wall().minus(report.times().startUp()));
  }

  double compute() {
    return seconds(report.times().compute());
  }

  double input() {
    return seconds(report.times().input());
  }

  /** In the user's code between two results, less what our own there may have taken. */
  double taking() {
    return Math.max(0, seconds(report.times().taking()) - items() * OUR_SECONDS_PER_RESULT);
  }

  double transfer() {
    return seconds(report.times().transfer());
  }

  /** Coding on the consumer's thread. */
  double callerCoding() {
    return seconds(report.times().encode().plus(report.times().decode())) - workerCoding();
  }

  double workerCoding() {
    return report.workers().stream().mapToDouble(Evidence::coding).sum();
  }

  private static double coding(WorkerShare share) {
    return seconds(share.encode().plus(share.decode()));
  }

  /** What the workers did for the job, all together. */
  double busy() {
    return compute() + workerCoding();
  }

  /** How many workers could have worked side by side. */
  long sideBySide() {
    return Math.max(1, Math.min(setting.workers(), items()));
  }

  /** How long the workers would take if the work were spread evenly. */
  double evenly() {
    return busy() / sideBySide();
  }

  /** The part of the time in which workers had nothing to do, 0 to 1. */
  double idleShare() {
    return Math.max(0, 1 - busy() / (wall() * setting.workers()));
  }

  double bytesPerItem() {
    return (double) (argumentBytes + resultBytes) / items();
  }
}
