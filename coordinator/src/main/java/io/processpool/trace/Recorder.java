package io.processpool.trace;

import jdk.jfr.FlightRecorder;

/** Whether anybody may want events. */
final class Recorder {

  /** A run-time image may leave the recorder out; then its classes must not be touched. */
  private static final boolean AVAILABLE = ModuleLayer.boot().findModule("jdk.jfr").isPresent();

  private Recorder() {}

  /** False until the first recording begins: until then events cost nothing but this question. */
  static boolean isOn() {
    return AVAILABLE && FlightRecorder.isInitialized();
  }
}
