package io.processpool.wire;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
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
import io.processpool.frame.FrameCounters;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens for workers: on a Unix domain socket in the pool's private folder, or on loopback TCP
 * where a socket path is impossible. Thread-safe.
 */
public final class WireServer {

  private static final Logger LOG = LoggerFactory.getLogger(WireServer.class);
  private static final int RECEIVE_BYTES = 256 << 10;

  private final EventLoop loop;
  private final ChannelGroup accepted;
  private final Channel channel;
  private final String address;

  private WireServer(EventLoop loop, ChannelGroup accepted, Channel channel, String address) {
    this.loop = loop;
    this.accepted = accepted;
    this.channel = channel;
    this.address = address;
  }

  /**
   * Begins to listen.
   *
   * @param threads makes the event loop's thread
   * @param socket where, or nothing for loopback TCP
   * @param mostStrangers how many connections may be in the handshake at a time
   * @param admission says who is expected
   * @throws IOException if neither way works
   */
  public static WireServer listen(
      NamedThreads threads, Optional<Path> socket, int mostStrangers, Admission admission)
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
    try {
      return socket.isPresent()
          ? listenUnix(bootstrap, loop, accepted, socket.get())
          : listenTcp(bootstrap, loop, accepted);
    } catch (IOException | RuntimeException e) {
      loop.shutdownGracefully(0, 0, TimeUnit.SECONDS);
      throw e;
    }
  }

  private static WireServer listenUnix(
      ServerBootstrap bootstrap, EventLoop loop, ChannelGroup accepted, Path socket)
      throws IOException {
    var bound =
        bootstrap
            .clone()
            .channel(NioServerDomainSocketChannel.class)
            .bind(UnixDomainSocketAddress.of(socket))
            .awaitUninterruptibly();
    if (!bound.isSuccess()) {
      LOG.warn("cannot listen on {} ({}); using loopback TCP instead", socket, bound.cause());
      return listenTcp(bootstrap, loop, accepted);
    }
    return new WireServer(loop, accepted, bound.channel(), "unix:" + socket);
  }

  private static WireServer listenTcp(
      ServerBootstrap bootstrap, EventLoop loop, ChannelGroup accepted) throws IOException {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    var bound =
        bootstrap
            .clone()
            .channel(NioServerSocketChannel.class)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .bind(loopback, 0)
            .awaitUninterruptibly();
    if (!bound.isSuccess()) {
      throw new IOException("cannot listen on " + loopback + ": " + bound.cause(), bound.cause());
    }
    int port = ((InetSocketAddress) bound.channel().localAddress()).getPort();
    return new WireServer(loop, accepted, bound.channel(), "tcp:" + port);
  }

  /** Where to connect, as a worker's command line wants it. */
  public String address() {
    return address;
  }

  /** Stops listening and ends the event loop and with it every connection. Waits a moment. */
  public void close() {
    channel.close().awaitUninterruptibly(1, TimeUnit.SECONDS);
    // Not left to the event loop, which may end without having closed them.
    accepted.close().awaitUninterruptibly(1, TimeUnit.SECONDS);
    loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(2, TimeUnit.SECONDS);
  }

  /** Sets up a connection. Where strangers crowd, the one who came first has had the most time. */
  private static final class Acceptor extends ChannelInitializer<Channel> {

    private final ChannelGroup channels;
    private final Admission admission;
    private final int mostStrangers;
    private final Refusals refusals = new Refusals();

    // Confined to the event loop, of which there is one.
    private final Set<Channel> strangers = new LinkedHashSet<>();

    Acceptor(ChannelGroup channels, Admission admission, int mostStrangers) {
      this.channels = channels;
      this.admission = admission;
      this.mostStrangers = mostStrangers;
    }

    @Override
    protected void initChannel(Channel accepted) {
      channels.add(accepted);
      if (strangers.size() == mostStrangers) {
        Channel first = strangers.iterator().next();
        strangers.remove(first);
        refusals.tell("the first of " + mostStrangers + " in the handshake has to make room");
        first.close();
      }
      strangers.add(accepted);
      FrameCounters counters = new FrameCounters();
      FrameWriter writer = new FrameWriter(counters);
      FrameDecoder decoder = new FrameDecoder(counters);
      HandshakeHandler handshake =
          new HandshakeHandler(
              admission,
              new HandshakeHandler.Line(writer, decoder, counters, refusals),
              () -> strangers.remove(accepted));
      accepted.pipeline().addLast(writer, decoder, handshake);
    }
  }
}
