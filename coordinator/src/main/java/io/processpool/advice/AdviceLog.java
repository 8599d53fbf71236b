package io.processpool.advice;

import io.processpool.api.Advice;
import io.processpool.api.JobReport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes advice on {@code io.processpool.advice}, a line for each, with what it is about. */
public final class AdviceLog {

  private static final Logger LOG = LoggerFactory.getLogger("io.processpool.advice");

  private AdviceLog() {}

  /** Whether advice would be written. */
  public static boolean isOn() {
    return LOG.isInfoEnabled();
  }

  /**
   * Writes the advice for a finished job, if there is any.
   *
   * @param pool the pool's name
   * @param report its numbers
   */
  public static void jobEnded(String pool, JobReport report) {
    for (Advice advice : report.advice()) {
      LOG.atInfo()
          .addKeyValue("pool", pool)
          .addKeyValue("job", report.job())
          .addKeyValue("label", report.label())
          .addKeyValue("kind", advice.kind())
          .log("{} {}", advice.evidence(), advice.remedy());
    }
  }
}
