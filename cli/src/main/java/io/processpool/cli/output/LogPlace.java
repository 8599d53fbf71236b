package io.processpool.cli.output;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where the log is, for the last line. */
public final class LogPlace {

  private static final Path STANDARD_ERROR = Path.of("/proc/self/fd/2");

  private LogPlace() {}

  /**
   * Where standard error goes.
   *
   * @return a file's name where it is one and the system tells, else the words for it
   */
  public static String name() {
    try {
      Path real = STANDARD_ERROR.toRealPath();
      return Files.isRegularFile(real) ? real.toString() : "standard error";
    } catch (IOException e) {
      return "standard error";
    }
  }
}
