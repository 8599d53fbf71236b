package io.processpool.worker.guard;

/**
 * Hears a signal and does nothing. Compiled by itself: the compiler warns of {@code
 * sun.misc.Signal} in a way that cannot be silenced, and warnings are errors elsewhere. By
 * reflection it would take a proxy, which costs a start some percent.
 */
final class Deaf implements sun.misc.SignalHandler {

  private Deaf() {}

  /**
   * Makes this process deaf to a signal.
   *
   * @throws NoClassDefFoundError in a JVM without the module {@code jdk.unsupported}
   */
  static void to(String name) {
    sun.misc.Signal.handle(new sun.misc.Signal(name), new Deaf());
  }

  @Override
  public void handle(sun.misc.Signal signal) {
    // the coordinator decides
  }
}
