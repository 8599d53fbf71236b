package io.processpool.cli.progress;

import io.processpool.cli.options.ProgressMode;
import java.time.Duration;
import java.util.Map;

/** Lines for people. */
public final class TextNotices implements Notices {

  private static final Duration REDRAW_EVERY = Duration.ofMillis(200);
  static final Duration PLAIN_EVERY = Duration.ofSeconds(10);

  private final Console console;
  private final TerminalStyle style;
  private final boolean showProgress;

  /**
   * To a console.
   *
   * @param console where to
   * @param style what it can show
   * @param mode whether progress is wanted at all
   */
  public TextNotices(Console console, TerminalStyle style, ProgressMode mode) {
    this.console = console;
    this.style = style;
    this.showProgress = mode != ProgressMode.NEVER;
  }

  @Override
  public void info(String text, Map<String, Object> values) {
    console.note(text);
  }

  @Override
  public void problem(String text, Map<String, Object> values) {
    console.note(style.colour() ? "\u001b[31m" + text + "\u001b[0m" : text);
  }

  @Override
  public void progress(ProgressSnapshot snapshot) {
    if (style.redraw()) {
      console.draw(ProgressLine.redrawn(snapshot, style));
    } else {
      console.note(ProgressLine.plain(snapshot));
    }
  }

  @Override
  public void progressOver() {
    console.draw("");
  }

  @Override
  public long progressEveryNanos() {
    if (!showProgress) {
      return 0;
    }
    return (style.redraw() ? REDRAW_EVERY : PLAIN_EVERY).toNanos();
  }
}
