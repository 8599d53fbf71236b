package io.processpool.wire;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A socket where workers may connect from now on, whenever they are accepted. It is bound without
 * Netty, whose classes take longer to load than a worker's process to be started.
 *
 * @param channel bound
 * @param address where to connect, as a worker's command line wants it
 * @param unix whether it is a Unix domain socket, or else loopback TCP
 */
record ListeningSocket(ServerSocketChannel channel, String address, boolean unix) {

  private static final Logger LOG = LoggerFactory.getLogger(ListeningSocket.class);

  /** How many may have connected before they are accepted; the system may allow fewer. */
  private static final int BACKLOG = 1024;

  /**
   * Binds a socket.
   *
   * @param path where, or nothing for loopback TCP, which is used too where the path is refused
   * @throws IOException if neither way works
   */
  static ListeningSocket open(Optional<Path> path) throws IOException {
    if (path.isEmpty()) {
      return tcp();
    }
    try {
      return unix(path.get());
    } catch (IOException | RuntimeException e) { // a path may be too long, or Unix sockets missing
      LOG.warn("cannot listen on {} ({}); using loopback TCP instead", path.get(), e.toString());
      return tcp();
    }
  }

  private static ListeningSocket unix(Path path) throws IOException {
    ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      channel.bind(UnixDomainSocketAddress.of(path), BACKLOG);
      return new ListeningSocket(channel, "unix:" + path, true);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private static ListeningSocket tcp() throws IOException {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    ServerSocketChannel channel = ServerSocketChannel.open();
    try {
      channel.bind(new InetSocketAddress(loopback, 0), BACKLOG);
      int port = ((InetSocketAddress) channel.getLocalAddress()).getPort();
      return new ListeningSocket(channel, "tcp:" + port, false);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw new IOException("cannot listen on " + loopback + ": " + e, e);
    }
  }

  /** Nobody can connect any more. */
  void close() {
    try {
      channel.close();
    } catch (IOException e) {
      LOG.debug("closing {} failed", address, e); // it goes with the process
    }
  }
}
