package io.processpool.cli.progress;

import io.processpool.cli.options.ProgressMode;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/** Events for programs. */
public final class LogNotices implements Notices {

  /** The logger's name. */
  public static final String LOGGER = "io.processpool.cli";

  private static final Logger LOG = LoggerFactory.getLogger(LOGGER);

  private final boolean showProgress;

  /**
   * To the logger {@value #LOGGER}.
   *
   * @param mode whether progress is wanted at all
   */
  public LogNotices(ProgressMode mode) {
    this.showProgress = mode != ProgressMode.NEVER;
  }

  @Override
  public void info(String text, Map<String, Object> values) {
    log(LOG.atInfo(), text, values);
  }

  @Override
  public void problem(String text, Map<String, Object> values) {
    log(LOG.atWarn(), text, values);
  }

  @Override
  public void progress(ProgressSnapshot now) {
    log(
        LOG.atInfo(),
        ProgressLine.plain(now),
        Map.of(
            "done", now.done(),
            "failed", now.failed(),
            "total", now.total(),
            "elapsed_s", now.elapsed().toMillis() / 1e3));
  }

  @Override
  public void progressOver() {}

  @Override
  public long progressEveryNanos() {
    return showProgress ? TextNotices.PLAIN_EVERY.toNanos() : 0;
  }

  private static void log(LoggingEventBuilder event, String text, Map<String, Object> values) {
    LoggingEventBuilder filled = event;
    for (Map.Entry<String, Object> value : values.entrySet()) {
      filled = filled.addKeyValue(value.getKey(), value.getValue());
    }
    filled.log(text);
  }
}
