package io.processpool.worker.guard;

import io.processpool.concurrent.NamedThreads;
import java.io.DataInputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Standard input: first the token, then silence as long as the coordinator lives. Its kernel closes
 * the other end whatever way it dies, which is known here within milliseconds.
 */
public final class LifeLine {

  private final InputStream input;

  private LifeLine(InputStream input) {
    this.input = input;
  }

  /** Takes standard input away from the user's code, which would eat it. */
  public static LifeLine seize() {
    LifeLine lifeLine = new LifeLine(new FileInputStream(FileDescriptor.in));
    System.setIn(InputStream.nullInputStream());
    return lifeLine;
  }

  /** Reads the token; ends the process if the coordinator is gone before it came. */
  public byte[] readToken(int bytes) {
    byte[] token = new byte[bytes];
    try {
      // Not readNBytes: on Java 17 a file stream seeks there, which a pipe cannot.
      new DataInputStream(input).readFully(token);
    } catch (IOException e) {
      Exits.haltOrphan(); // an early end: nobody is there
    }
    return token;
  }

  /** Watches from now on and ends the process when the coordinator is gone. */
  public void watch(NamedThreads threads) {
    threads.start("life-line", this::blockUntilEnd);
  }

  private void blockUntilEnd() {
    try {
      while (input.read() >= 0) {
        // Nothing is sent after the token; only the end matters.
      }
    } catch (IOException e) {
      // A broken life line is an ended one.
    }
    Exits.haltOrphan();
  }
}
