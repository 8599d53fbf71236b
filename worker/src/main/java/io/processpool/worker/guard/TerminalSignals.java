package io.processpool.worker.guard;

/**
 * Makes the worker deaf to Ctrl-C and to the end of the terminal, which are sent to the whole
 * group: the coordinator decides what becomes of the workers. A JVM without the JDK's unsupported
 * class for signals, or that has given them away, just keeps its default.
 */
public final class TerminalSignals {

  private TerminalSignals() {}

  /** Ignores INT and HUP; children the task starts get the default back when they begin. */
  public static void ignore() {
    try {
      Deaf.to("INT");
      Deaf.to("HUP");
    } catch (LinkageError | IllegalArgumentException e) {
      System.err.println("processpool worker cannot ignore INT and HUP: " + e);
    }
  }
}
