package io.processpool.cli.progress;

import java.util.Map;

/**
 * What a command tells a person or a program on standard error. Thread-safe.
 *
 * <p>Text for people is a line; with JSON logs each is a log event, so that standard error is
 * nothing but JSON.
 */
public interface Notices {

  /**
   * Something worth knowing.
   *
   * @param text one line
   * @param values the same as fields, may be empty
   */
  void info(String text, Map<String, Object> values);

  /**
   * Something went wrong.
   *
   * @param text one line
   * @param values the same as fields, may be empty
   */
  void problem(String text, Map<String, Object> values);

  /**
   * How far it is.
   *
   * @param snapshot the state
   */
  void progress(ProgressSnapshot snapshot);

  /** Takes a drawn progress line away. */
  void progressOver();

  /** How often {@link #progress} is worth calling, in nanoseconds; 0 for never. */
  long progressEveryNanos();
}
