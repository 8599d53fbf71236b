package io.processpool.worker.link;

import io.processpool.concurrent.NamedThreads;
import io.processpool.message.Message;
import io.processpool.message.Welcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.List;

/** Where a worker that rehearses finds its coordinator, in its own process. */
public final class RehearsalServer {

  private RehearsalServer() {}

  /**
   * Waits for the worker, on a thread of its own.
   *
   * @param socket where
   * @param token the worker's
   * @param welcome said after the handshake
   * @param work said when the worker is ready; after the last answer it is told to go
   * @throws IOException if it cannot listen there
   */
  public static void listen(Path socket, byte[] token, Welcome welcome, List<Message> work)
      throws IOException {
    ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(socket));
    new NamedThreads("peer").start("io", () -> serve(server, token, welcome, work));
  }

  private static void serve(
      ServerSocketChannel server, byte[] token, Welcome welcome, List<Message> work) {
    try (server;
        SocketChannel worker = server.accept()) {
      new RehearsalPeer(worker, token, welcome, work).talk();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
