package io.processpool.worker.guard;

import io.processpool.concurrent.NamedThreads;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import org.jspecify.annotations.Nullable;

/**
 * Standard input: first the token, then silence as long as the coordinator lives. Its kernel closes
 * the other end whatever way it dies, which is known here within milliseconds.
 */
public final class LifeLine {

  private static final long RELEASE_MILLIS = 200;

  /** A channel, because only its reads can be interrupted. */
  private final FileChannel input;

  private volatile boolean released;
  private volatile @Nullable Thread watcher;

  private LifeLine(FileChannel input) {
    this.input = input;
  }

  /** Takes standard input away from the user's code, which would eat it. */
  @SuppressWarnings("resource") // open as long as the process lives
  public static LifeLine seize() {
    LifeLine lifeLine = new LifeLine(new FileInputStream(FileDescriptor.in).getChannel());
    System.setIn(InputStream.nullInputStream());
    return lifeLine;
  }

  /** Reads the token; ends the process if the coordinator is gone before it came. */
  public byte[] readToken(int bytes) {
    ByteBuffer token = ByteBuffer.allocate(bytes);
    try {
      while (token.hasRemaining()) {
        if (input.read(token) < 0) {
          Exits.haltOrphan(); // an early end: nobody is there
        }
      }
    } catch (IOException e) {
      Exits.haltOrphan();
    }
    return token.array();
  }

  /** Watches from now on and ends the process when the coordinator is gone. */
  public void watch(NamedThreads threads) {
    watcher = threads.start("life-line", this::blockUntilEnd);
  }

  /**
   * Watches no more: the worker leaves in order. A JVM waits 300 ms at its end for a thread that
   * blocks in a read, so it is called back here.
   */
  public void release() throws InterruptedException {
    released = true;
    Thread blocked = watcher;
    if (blocked != null) {
      blocked.interrupt();
      blocked.join(RELEASE_MILLIS);
    }
  }

  private void blockUntilEnd() {
    ByteBuffer nothing = ByteBuffer.allocate(1);
    try {
      while (input.read(nothing.clear()) >= 0) {
        // Nothing is sent after the token; only the end matters.
      }
    } catch (IOException e) {
      // A broken life line is an ended one.
    }
    if (!released) {
      Exits.haltOrphan();
    }
  }
}
