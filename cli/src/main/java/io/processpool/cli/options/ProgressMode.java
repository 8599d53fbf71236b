package io.processpool.cli.options;

/** When progress is shown. */
public enum ProgressMode {
  /** A redrawn line on a terminal, a plain line now and then elsewhere. */
  AUTO,
  /** A redrawn line wherever it goes. */
  ALWAYS,
  /** Not at all. */
  NEVER
}
