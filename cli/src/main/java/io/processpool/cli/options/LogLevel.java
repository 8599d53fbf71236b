package io.processpool.cli.options;

/** From which level on log lines appear. */
public enum LogLevel {
  /** Frames too. */
  TRACE,
  /** The life of chunks and workers. */
  DEBUG,
  /** Jobs and their IPC counters. */
  INFO,
  /** What went wrong and was mended. */
  WARN,
  /** What could not be mended. */
  ERROR,
  /** Nothing. */
  OFF
}
