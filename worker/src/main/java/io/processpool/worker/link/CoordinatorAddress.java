package io.processpool.worker.link;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;

/**
 * Where the coordinator listens, as its command line says: {@code unix:PATH} or {@code tcp:PORT}.
 */
public final class CoordinatorAddress {

  private static final String UNIX = "unix:";
  private static final String TCP = "tcp:";

  private CoordinatorAddress() {}

  /**
   * The address behind the text.
   *
   * @throws IllegalArgumentException if it is neither form
   */
  public static SocketAddress parse(String text) {
    if (text.startsWith(UNIX)) {
      return UnixDomainSocketAddress.of(text.substring(UNIX.length()));
    }
    if (text.startsWith(TCP)) {
      int port = Integer.parseInt(text.substring(TCP.length()));
      return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }
    throw new IllegalArgumentException(
        "coordinator address: " + text + " (expected: unix:PATH or tcp:PORT)");
  }
}
