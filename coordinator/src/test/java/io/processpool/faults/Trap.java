package io.processpool.faults;

import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;

/** An object that crashes whoever writes or reads it, at home or away. */
@SuppressWarnings("serial")
final class Trap implements Serializable {

  private final CrashKind kind;
  private final CrashPhase phase;
  private final long home;

  /**
   * A trap.
   *
   * @param home the process of the test
   */
  Trap(CrashKind kind, CrashPhase phase, long home) {
    this.kind = kind;
    this.phase = phase;
    this.home = home;
  }

  private void writeObject(ObjectOutputStream out) throws IOException {
    out.defaultWriteObject();
    spring(isHome() ? CrashPhase.ENCODE_ARGUMENT : CrashPhase.ENCODE_RESULT);
  }

  private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
    in.defaultReadObject();
    spring(isHome() ? CrashPhase.DECODE_RESULT : CrashPhase.DECODE_ARGUMENT);
  }

  private boolean isHome() {
    return ProcessHandle.current().pid() == home;
  }

  private void spring(CrashPhase now) throws IOException {
    if (now == phase) {
      try {
        kind.happen();
      } catch (IOException | RuntimeException e) {
        throw e;
      } catch (Exception e) {
        throw new IOException("sprung", e);
      }
    }
  }
}
