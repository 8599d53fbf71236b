package io.processpool.advice;

import io.processpool.advice.ItemSurvey.Seen;
import io.processpool.api.JobOptions;
import io.processpool.api.JobReport;

/** What advice needs of a job beside its report. Guarded by the job's lock. */
public final class JobFacts {

  private long argumentBytes;
  private long resultBytes;
  private Seen seen = Seen.NOTHING;

  /**
   * What was chosen before a job began.
   *
   * @param workers how many workers the pool has
   * @param cores how many processors this JVM may use
   * @param chunkSize the size the user set, 0 if it is automatic
   * @param mostPerChunk what the window and the workers allow an automatic chunk
   * @param hasArguments whether the function is called with the items
   */
  public record Setting(
      int workers, int cores, int chunkSize, int mostPerChunk, boolean hasArguments) {

    /** The choices of a user, of a pool whose workers take so many items at a time. */
    public static Setting of(
        JobOptions options, int workers, int window, int mostItems, boolean hasArguments) {
      int most = Math.min(window, mostItems);
      return new Setting(
          workers,
          Runtime.getRuntime().availableProcessors(),
          options.chunkSize().isPresent() ? Math.min(options.chunkSize().getAsInt(), most) : 0,
          Math.max(1, Math.min(window / (2 * workers), mostItems)),
          hasArguments);
    }
  }

  /** Items were encoded. */
  public void sent(long bytes, Seen all) {
    argumentBytes += bytes;
    seen = all;
  }

  /** Results arrived. */
  public void received(long bytes) {
    resultBytes += bytes;
  }

  /**
   * All there is to judge by.
   *
   * @param setting what was chosen before
   * @param report the job's numbers
   * @param finished whether all that was begun ended in order
   */
  public Evidence evidence(Setting setting, JobReport report, boolean finished) {
    return new Evidence(report, finished, setting, argumentBytes, resultBytes, seen);
  }
}
