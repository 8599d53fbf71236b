package io.processpool.faults;

/** When code of the user runs. */
enum CrashPhase {
  INITIALIZER,
  ENCODE_ARGUMENT,
  DECODE_ARGUMENT,
  RUN,
  ENCODE_RESULT,
  DECODE_RESULT,
  CLEANER,
  SHUTDOWN_HOOK,
  CALLBACK;

  /**
   * Whether it is in the test's own JVM. What would end that (exit, halt, a signal), fill its
   * metaspace, which has no limit, or hold the caller's own thread for ever is left out there: a
   * pool can neither prevent nor survive what its program does to itself. A looping callback is not
   * left out, as it has a thread of its own and can be let go; a deadlock could not.
   */
  boolean isHere() {
    return this == ENCODE_ARGUMENT || this == DECODE_RESULT || this == CALLBACK;
  }

  boolean allows(CrashKind kind) {
    return !isHere() || kind.isHarmlessHere() || (this == CALLBACK && kind == CrashKind.LOOP);
  }
}
