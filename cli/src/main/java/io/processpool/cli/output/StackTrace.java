package io.processpool.cli.output;

import java.io.PrintWriter;
import java.io.StringWriter;

/** Stack traces, for those who asked for them. */
public final class StackTrace {

  private StackTrace() {}

  /**
   * What an error prints of itself.
   *
   * @param error the error, with its causes
   * @return lines without an end of line behind the last
   */
  public static String of(Throwable error) {
    StringWriter trace = new StringWriter();
    error.printStackTrace(new PrintWriter(trace));
    return trace.toString().stripTrailing();
  }
}
