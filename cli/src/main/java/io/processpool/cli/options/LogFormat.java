package io.processpool.cli.options;

/** How lines on standard error look. */
public enum LogFormat {
  /** For people. */
  TEXT,
  /** One JSON object a line, numbers as numbers. */
  JSON
}
