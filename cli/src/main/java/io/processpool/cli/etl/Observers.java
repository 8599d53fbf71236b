package io.processpool.cli.etl;

import io.processpool.PoolBuilder;
import io.processpool.api.Advice;
import io.processpool.cli.options.ExitStatus;
import io.processpool.cli.options.UsageException;
import io.processpool.cli.output.Summary;
import io.processpool.cli.profile.Profile;
import io.processpool.cli.profile.Recordings;
import io.processpool.cli.report.Report;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Who looks on while files are transformed: the page and the profiler, if they are wanted. */
final class Observers implements AutoCloseable {

  /** A recorder takes as long to start as the rest of a worker, on a busy machine very long. */
  private static final Duration START_TIMEOUT = Duration.ofMinutes(2);

  private final Report page;
  private final @Nullable Recordings recordings;

  private Observers(Report page, @Nullable Recordings recordings) {
    this.page = page;
    this.recordings = recordings;
  }

  /**
   * Nothing is seen yet.
   *
   * @throws UsageException if there is no room for recordings
   */
  static Observers of(boolean profile, Report page) {
    try {
      return new Observers(page, profile ? Recordings.create() : null);
    } catch (IOException e) {
      throw new UsageException("--profile: the folder for recordings cannot be made: " + e);
    }
  }

  void attachTo(String name, PoolBuilder builder) {
    page.recorders().attachTo(name, builder);
    if (recordings != null) {
      builder.workerJvmArguments(recordings.jvmArguments()).startTimeout(START_TIMEOUT);
    }
  }

  /** What comes now is what the user wants to know of. */
  void workBegins(List<Plan.Item> items) {
    if (recordings != null) {
      recordings.beginNow();
    }
    page.itemNames(
        (job, index) ->
            job.equals(EtlRun.TRANSFORM) && index < items.size()
                ? items.get((int) index).input().toString()
                : "");
  }

  /** Shows where the time went. The workers have ended. */
  void readProfile(EtlReport report) {
    if (recordings == null) {
      return;
    }
    try {
      Profile profile = recordings.read();
      page.profile(profile);
      profile.lines().forEach(report::note);
    } catch (IOException e) {
      report.note("the profile cannot be read: " + e);
    }
  }

  /** How it ended, in words and as a number. */
  record End(String outcome, ExitStatus status) {}

  void writePage(Summary summary, List<Advice> advice, End end) throws IOException {
    Summary.Times times = summary.times();
    page.figure("files transformed", number("%,d", summary.counts().ok()));
    page.figure("failed", number("%,d", summary.counts().failed()));
    page.figure("wall time", number("%.2f s", times.wallSeconds()));
    page.figure("time in tasks", number("%.2f s", times.taskSeconds()));
    page.figure("workers busy", number("%.0f %%", 100 * summary.efficiency()));
    page.figure(
        "bytes over the wire", number("%,d", summary.wire().bytesOut() + summary.wire().bytesIn()));
    page.advise("", advice);
    summary.failures().forEach(failed -> page.failure(failed.file(), failed.error()));
    page.write("etl", end.outcome(), end.status());
  }

  private static String number(String format, Object value) {
    return String.format(Locale.ROOT, format, value);
  }

  @Override
  public void close() {
    if (recordings != null) {
      recordings.delete();
    }
  }
}
