package io.processpool.worker.guard;

import io.processpool.concurrent.NamedThreads;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Standard input: first the token, then silence as long as the coordinator lives. Its kernel closes
 * the other end whatever way it dies, which is known here within milliseconds, or within a second
 * while the worker's shutdown hooks run.
 */
public final class LifeLine {

  private static final long RELEASE_MILLIS = 200;

  /** Without hooks the process is gone by then, and the JDK's costly first handle never made. */
  private static final long NO_HOOKS_MILLIS = 200;

  /** Longer than a coordinator that lives waits before it kills. */
  private static final long HOOKS_SECONDS = 10;

  private static volatile boolean longEndAllowed;

  /** A channel, because only its reads can be interrupted. */
  private final FileChannel input;

  private final CountDownLatch outOfRead = new CountDownLatch(1);
  private OptionalLong coordinator = OptionalLong.empty(); // written before released
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

  /**
   * Lets this process take as long to end as its coordinator lives: it writes an archive then,
   * which on a busy machine may take longer than hooks get.
   */
  public static void allowLongEnd() {
    longEndAllowed = true;
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
   * Reads no more: the worker leaves in order. A JVM waits 300 ms at its end for a thread that
   * blocks in a read, so it is called back here, and waits in another way from now on.
   */
  public void release() throws InterruptedException {
    // If the coordinator is gone by now, reading has ended and so does this process.
    coordinator = OwnProcess.parent();
    released = true;
    Thread blocked = watcher;
    if (blocked != null) {
      blocked.interrupt();
      outOfRead.await(RELEASE_MILLIS, TimeUnit.MILLISECONDS);
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
    if (released) {
      Thread.interrupted(); // it has done what it was for
      outOfRead.countDown();
      awaitCoordinatorsEnd();
    }
    Exits.haltOrphan();
  }

  /**
   * The user's shutdown hooks run and may hang. A coordinator that lives ends that; when it is
   * gone, or cannot be seen to be, this thread does.
   */
  private void awaitCoordinatorsEnd() {
    try {
      new CountDownLatch(1).await(NO_HOOKS_MILLIS, TimeUnit.MILLISECONDS); // for the process's end
      CompletableFuture<?> end =
          coordinator.isEmpty()
              ? new CompletableFuture<>()
              : ProcessHandle.of(coordinator.getAsLong())
                  .<CompletableFuture<?>>map(ProcessHandle::onExit)
                  .orElseGet(() -> CompletableFuture.completedFuture(null));
      if (longEndAllowed && coordinator.isPresent()) {
        end.get();
      } else {
        end.get(HOOKS_SECONDS, TimeUnit.SECONDS);
      }
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      // The process ends either way.
    }
  }
}
