package io.processpool.process;

import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;

/** Says what to do when the system refuses to start a process. Pure. */
final class LaunchProblem {

  /** On its way to be a worker the child is another program for a moment, which ignores nothing. */
  private static final Pattern STRUCK = Pattern.compile("spawn ?helper.*signal: [1-9]");

  private record Remedy(Pattern sign, String advice) {}

  private static final String REPLACED = "the JDK that runs this program was replaced; restart it";

  /** The first sign found in the system's text decides. */
  private static final List<Remedy> REMEDIES =
      List.of(
          remedy(STRUCK.pattern(), "find out who sends signals to the children of this process"),
          remedy("spawn ?helper|posix_spawn failed", REPLACED),
          error(2, "the program, or the JDK that runs this one, is gone; name a JDK with javaHome"),
          error(7, "shorten the environment: one variable may hold less than 128 KiB"),
          error(8, "the program is for another system; name a JDK with javaHome"),
          error(11, "use fewer workers or raise the limit of processes (ulimit -u)"),
          error(12, "use fewer workers or free memory"),
          error(13, "the program may not be executed; name a JDK with javaHome"),
          error(24, "raise the limit of open files (ulimit -n)"),
          remedy("NoSuchFileException", "the run folder was deleted; open a new pool"),
          remedy("No space left", "free space on the disk of the run folder"));

  private LaunchProblem() {}

  private static Remedy remedy(String sign, String advice) {
    return new Remedy(Pattern.compile(sign), advice);
  }

  /** Java 17 writes {@code error=7, text}, Java 25 {@code error: 7 (text)}. */
  private static Remedy error(int number, String advice) {
    return remedy("error(=|: )" + number + "\\b", advice);
  }

  /** Whether a signal hit the child before it was a worker; another start is worth trying. */
  static boolean isStruck(IOException reason) {
    return STRUCK.matcher(String.valueOf(reason.getMessage())).find();
  }

  static String describe(int workerNumber, String command, Exception reason) {
    // The first line: later versions go on with guesses.
    String text = reason.toString().lines().findFirst().orElse("").strip();
    return "cannot start worker %d: %s; command: %s; %s"
        .formatted(workerNumber, text, command, advice(text));
  }

  private static String advice(String text) {
    return REMEDIES.stream()
        .filter(remedy -> remedy.sign().matcher(text).find())
        .map(Remedy::advice)
        .findFirst()
        .orElse("try the command in a shell");
  }
}
