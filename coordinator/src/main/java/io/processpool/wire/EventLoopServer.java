package io.processpool.wire;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.SingleThreadIoEventLoop;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerDomainSocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.processpool.concurrent.NamedThreads;
import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** The event loop that accepts workers and serves them. Thread-safe. */
final class EventLoopServer {

  private static final int RECEIVE_BYTES = 256 << 10;

  private final EventLoop loop;
  private final ChannelGroup accepted;
  private final Channel channel;

  private EventLoopServer(EventLoop loop, ChannelGroup accepted, Channel channel) {
    this.loop = loop;
    this.accepted = accepted;
    this.channel = channel;
  }

  /**
   * Accepts who has connected and will.
   *
   * @param threads makes the event loop's thread
   * @param socket belongs to this from now on
   * @param mostStrangers how many connections may be in the handshake at a time
   * @param admission says who is expected
   * @throws IOException if that cannot be; the socket is closed
   */
  static EventLoopServer start(
      NamedThreads threads, ListeningSocket socket, int mostStrangers, Admission admission)
      throws IOException {
    // Of no group: a group listens for its loops' end with a thread that is no daemon.
    EventLoop loop =
        new SingleThreadIoEventLoop(null, threads.factory("io"), NioIoHandler.newFactory());
    ChannelGroup accepted = new DefaultChannelGroup(loop, true);
    ServerBootstrap bootstrap =
        new ServerBootstrap()
            .group(loop)
            .childOption(ChannelOption.ALLOCATOR, PooledByteBufAllocator.DEFAULT)
            .childOption(
                ChannelOption.RECVBUF_ALLOCATOR,
                new AdaptiveRecvByteBufAllocator(64, 2048, RECEIVE_BYTES))
            .childOption(
                ChannelOption.WRITE_BUFFER_WATER_MARK,
                new WriteBufferWaterMark(RECEIVE_BYTES, 2 * RECEIVE_BYTES))
            .childHandler(new Acceptor(accepted, admission, mostStrangers));
    if (socket.unix()) {
      bootstrap.channelFactory(() -> new NioServerDomainSocketChannel(socket.channel()));
    } else {
      bootstrap
          .channelFactory(() -> new NioServerSocketChannel(socket.channel()))
          .childOption(ChannelOption.TCP_NODELAY, true);
    }
    ChannelFuture registered = bootstrap.register().awaitUninterruptibly();
    if (!registered.isSuccess()) {
      loop.shutdownGracefully(0, 0, TimeUnit.SECONDS);
      socket.close();
      Throwable cause = registered.cause();
      throw new IOException("cannot accept workers at " + socket.address() + ": " + cause, cause);
    }
    return new EventLoopServer(loop, accepted, registered.channel());
  }

  /** Stops listening and ends the event loop and with it every connection. Waits a moment. */
  void close() {
    channel.close().awaitUninterruptibly(1, TimeUnit.SECONDS);
    // Not left to the event loop, which may end without having closed them.
    accepted.close().awaitUninterruptibly(1, TimeUnit.SECONDS);
    loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(2, TimeUnit.SECONDS);
  }
}
