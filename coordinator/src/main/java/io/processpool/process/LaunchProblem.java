package io.processpool.process;

import java.util.List;
import java.util.Locale;

/** Says what to do when the system refuses to start a process. Pure. */
final class LaunchProblem {

  private record Remedy(String sign, String advice) {}

  /** The first sign found in the system's text decides; {@code error=n} is its error number. */
  private static final List<Remedy> REMEDIES =
      List.of(
          new Remedy("spawn helper", "the JDK that runs this program was replaced; restart it"),
          new Remedy("jspawnhelper", "the JDK that runs this program was replaced; restart it"),
          new Remedy("error=2,", "the program is not there; name a JDK with javaHome"),
          new Remedy(
              "error=7,", "shorten the environment: one variable may hold less than 128 KiB"),
          new Remedy("error=8,", "the program is for another system; name a JDK with javaHome"),
          new Remedy("error=11,", "use fewer workers or raise the limit of processes (ulimit -u)"),
          new Remedy("error=12,", "use fewer workers or free memory"),
          new Remedy("error=13,", "the program may not be executed; name a JDK with javaHome"),
          new Remedy("error=24,", "raise the limit of open files (ulimit -n)"),
          new Remedy("nosuchfile", "the run folder was deleted; open a new pool"),
          new Remedy("no space left", "free space on the disk of the run folder"));

  private LaunchProblem() {}

  static String describe(int workerNumber, String command, Exception reason) {
    return "cannot start worker "
        + workerNumber
        + ": "
        + reason
        + "; command: "
        + command
        + "; "
        + advice(reason.toString());
  }

  private static String advice(String reason) {
    String text = reason.toLowerCase(Locale.ROOT);
    return REMEDIES.stream()
        .filter(remedy -> text.contains(remedy.sign()))
        .map(Remedy::advice)
        .findFirst()
        .orElse("try the command in a shell");
  }
}
