package io.processpool.wire;

import io.processpool.concurrent.NamedThreads;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Listens for workers: on a Unix domain socket in the pool's private folder, or on loopback TCP
 * where a socket path is impossible. They may be started as soon as it listens, and are served when
 * it accepts. Thread-safe.
 */
public final class WireServer {

  private final ListeningSocket socket;
  private final ReentrantLock lock = new ReentrantLock();

  // Guarded by lock.
  private @Nullable EventLoopServer server;
  private boolean closed;

  private WireServer(ListeningSocket socket) {
    this.socket = socket;
  }

  /**
   * Begins to listen.
   *
   * @param socket where, or nothing for loopback TCP
   * @throws IOException if neither way works
   */
  public static WireServer listen(Optional<Path> socket) throws IOException {
    return new WireServer(ListeningSocket.open(socket));
  }

  /** Where to connect, as a worker's command line wants it. */
  public String address() {
    return socket.address();
  }

  /**
   * Begins to accept those who have connected, and will; once.
   *
   * @param threads makes the event loop's thread
   * @param mostStrangers how many connections may be in the handshake at a time
   * @param admission says who is expected
   * @throws IOException if that cannot be, for example because it is closed
   */
  public void accept(NamedThreads threads, int mostStrangers, Admission admission)
      throws IOException {
    EventLoopServer started = EventLoopServer.start(threads, socket, mostStrangers, admission);
    boolean late;
    lock.lock();
    try {
      late = closed;
      server = started;
    } finally {
      lock.unlock();
    }
    if (late) {
      started.close();
    }
  }

  /** Stops listening and ends the event loop and with it every connection. Waits a moment. */
  public void close() {
    EventLoopServer running;
    lock.lock();
    try {
      closed = true;
      running = server;
    } finally {
      lock.unlock();
    }
    if (running != null) {
      running.close();
    } else {
      socket.close();
    }
  }
}
