package io.processpool.wire;

import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;

/** Tries to connect to the socket that its argument names; for another user to run. */
final class Knock {

  private Knock() {}

  public static void main(String[] arguments) {
    try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(arguments[0]))) {
      System.out.println("connected: " + channel.isConnected());
    } catch (Exception e) {
      System.out.println("refused: " + e);
    }
  }
}
