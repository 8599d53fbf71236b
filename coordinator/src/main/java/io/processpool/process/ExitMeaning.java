package io.processpool.process;

import io.processpool.message.ExitCode;
import java.util.Map;

/** Puts an exit status into words that say no more than the status does. Pure. */
final class ExitMeaning {

  /** Numbers of Linux; those up to 15 are the same elsewhere, but for 7 and 10. */
  private static final Map<Integer, String> SIGNALS =
      Map.ofEntries(
          Map.entry(1, "SIGHUP"),
          Map.entry(2, "SIGINT"),
          Map.entry(3, "SIGQUIT"),
          Map.entry(4, "SIGILL"),
          Map.entry(5, "SIGTRAP"),
          Map.entry(6, "SIGABRT"),
          Map.entry(7, "SIGBUS"),
          Map.entry(8, "SIGFPE"),
          Map.entry(9, "SIGKILL"),
          Map.entry(11, "SIGSEGV"),
          Map.entry(13, "SIGPIPE"),
          Map.entry(14, "SIGALRM"),
          Map.entry(15, "SIGTERM"),
          Map.entry(24, "SIGXCPU"),
          Map.entry(25, "SIGXFSZ"),
          Map.entry(31, "SIGSYS"));

  private ExitMeaning() {}

  /**
   * What is known besides the status: signals by the pool, kills by the kernel in this container.
   */
  record Known(boolean byPool, boolean oomKills) {}

  /** For example {@code killed by signal 9 (SIGKILL), …} or {@code out of memory}. */
  static String of(int status, Known known) {
    ExitCode own = ExitCode.of(status);
    if (status == 0) {
      return known.byPool()
          ? "ended by the pool"
          : "told to go, or the task ended the process with exit 0";
    }
    if (own == ExitCode.OUT_OF_MEMORY) { // the only one of these that others use, too
      return own.meaning() + ", or the task ended the process with exit " + status;
    }
    if (own != null) {
      return own.meaning();
    }
    if (status == 1) {
      return "the JVM could not start, or the code in it ended the process with exit 1";
    }
    if (status == 2) {
      return "an agent of the JVM could not start, such as a debugger whose port is taken, or the"
          + " code in it ended the process with exit 2";
    }
    String signal = SIGNALS.get(status - 128);
    return signal == null
        ? "task ended the process with exit " + status
        : ofSignal(status - 128, signal, known);
  }

  private static String ofSignal(int number, String name, Known known) {
    String what = "signal " + number + " (" + name + ")";
    if (known.byPool() && (number == 9 || number == 15)) {
      return "ended by the pool with " + what;
    }
    return switch (number) {
      case 6 -> "ended by " + what + ", as a JVM does when it crashes";
      case 9 ->
          known.oomKills()
              ? "killed by "
                  + what
                  + "; while it ran, the kernel killed for lack of memory in this"
                  + " container: use fewer workers, a smaller workerHeap or a larger container"
              : "killed by " + what + ", often the kernel's out-of-memory killer; see dmesg";
      case 11 -> "ended by " + what + ", a crash in native code";
      default -> "ended by " + what;
    };
  }
}
