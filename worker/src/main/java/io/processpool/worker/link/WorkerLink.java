package io.processpool.worker.link;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.SingleThreadIoEventLoop;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioDomainSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.internal.logging.InternalLoggerFactory;
import io.processpool.codec.MessageEncoder;
import io.processpool.concurrent.NamedThreads;
import io.processpool.frame.FrameCounters;
import io.processpool.frame.FrameDecoder;
import io.processpool.frame.FrameWriter;
import io.processpool.message.Goodbye;
import io.processpool.message.ItemsDone;
import io.processpool.message.Message;
import io.processpool.worker.run.ResultSink;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** The connection to the coordinator. Thread-safe. */
public final class WorkerLink {

  private static final int RECEIVE_BYTES = 256 << 10;
  private static final long LOOP_END_MILLIS = 200;

  private final FrameCounters counters = new FrameCounters();
  private final FrameWriter writer = new FrameWriter(counters);
  private final FrameDecoder decoder = new FrameDecoder(counters);
  private final EventLoop loop;
  private final Channel channel;
  private volatile boolean leaving;

  private WorkerLink(Channel channel, HandshakeClient handshake) {
    this.loop = channel.eventLoop();
    this.channel = channel;
    handshake.attach(this);
    channel.pipeline().addLast(writer, decoder, handshake);
  }

  /**
   * Makes Netty print its warnings itself. Otherwise it would set up the user's logging, or the
   * JDK's, which both cost time and may print. Call it before any other class of this package is
   * used.
   *
   * @param output takes Netty's lines
   */
  public static void keepOffUserLogging(Consumer<String> output) {
    InternalLoggerFactory.setDefaultFactory(NettyLog.factory(output));
  }

  /**
   * Connects and begins the handshake, which goes on by itself.
   *
   * @throws InterruptedException if the thread is interrupted meanwhile
   */
  public static WorkerLink connect(
      NamedThreads threads, SocketAddress address, HandshakeClient handshake)
      throws InterruptedException {
    EventLoop loop =
        new SingleThreadIoEventLoop(null, threads.factory("io"), NioIoHandler.newFactory());
    // Before connecting: from then on the loop's thread may use all of the link.
    Channel channel = bootstrap(loop, address).register().sync().channel();
    WorkerLink link = over(channel, handshake);
    channel.connect(address).sync();
    return link;
  }

  /**
   * A link over a channel that the caller connects.
   *
   * @param channel registered with an event loop that ends with the link; its pipeline is empty
   * @param handshake begins when the channel is connected
   */
  public static WorkerLink over(Channel channel, HandshakeClient handshake) {
    return new WorkerLink(channel, handshake);
  }

  private static Bootstrap bootstrap(EventLoop loop, SocketAddress address) {
    Bootstrap bootstrap =
        new Bootstrap()
            .group(loop)
            .option(ChannelOption.ALLOCATOR, PooledByteBufAllocator.DEFAULT)
            .option(
                ChannelOption.RECVBUF_ALLOCATOR,
                new AdaptiveRecvByteBufAllocator(64, 2048, RECEIVE_BYTES))
            .option(
                ChannelOption.WRITE_BUFFER_WATER_MARK,
                new WriteBufferWaterMark(RECEIVE_BYTES, 2 * RECEIVE_BYTES))
            .handler(
                new ChannelInitializer<>() {
                  @Override
                  protected void initChannel(Channel created) {
                    // The link fills the pipeline.
                  }
                });
    return address instanceof UnixDomainSocketAddress
        ? bootstrap.channel(NioDomainSocketChannel.class)
        : bootstrap.channel(NioSocketChannel.class).option(ChannelOption.TCP_NODELAY, true);
  }

  /** Sends a message. Any thread; never blocks. */
  public void send(Message message) {
    writer.offer(MessageEncoder.encode(message));
    writer.flush();
  }

  /** Takes answers, which leave together. Any thread; never blocks. */
  public ResultSink sink() {
    return new ResultSink() {
      @Override
      public void itemsDone(ItemsDone done) {
        writer.offer(MessageEncoder.encode(done));
      }

      @Override
      public void flush() {
        writer.flush();
      }
    };
  }

  /** Runs something later on the event loop. */
  public void schedule(long delayNanos, Runnable task) {
    loop.schedule(task, delayNanos, TimeUnit.NANOSECONDS);
  }

  /**
   * Sends what waits and the goodbye, closes, and ends the event loop.
   *
   * @param limitMillis how long the coordinator may take to read that
   * @throws InterruptedException if the thread is interrupted meanwhile
   */
  public void leave(long limitMillis) throws InterruptedException {
    leaving = true;
    writer.finish(() -> MessageEncoder.encode(goodbye()));
    channel.closeFuture().await(limitMillis);
    // A JVM waits 300 ms at its end for a thread that blocks in a select.
    loop.shutdownGracefully(0, 0, TimeUnit.MILLISECONDS).await(LOOP_END_MILLIS);
  }

  /** Whether the end of the connection is this side's own will. */
  boolean isLeaving() {
    return leaving;
  }

  void authenticated() {
    decoder.authenticated();
  }

  /** Called when all frames but its own are counted. */
  private Goodbye goodbye() {
    long own = MessageEncoder.encode(new Goodbye(0, 0, 0, 0)).wireBytes();
    return new Goodbye(
        counters.framesOut() + 1,
        counters.bytesOut() + own,
        counters.framesIn(),
        counters.bytesIn());
  }
}
