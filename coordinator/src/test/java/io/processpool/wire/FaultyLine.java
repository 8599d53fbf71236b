package io.processpool.wire;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioDomainSocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.net.InetAddress;
import java.net.SocketAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A bad line between workers and a coordinator: hands bytes on late and in pieces, some of one
 * byte, and cuts connections in the middle, all by a seed.
 */
final class FaultyLine implements AutoCloseable {

  private static final int MOST_BYTES = 8_000;
  private static final int MOST_DELAY_MICROS = 300;

  final AtomicInteger cuts = new AtomicInteger();
  private final EventLoopGroup group =
      new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
  private final Random random; // confined to the event loop
  private final SocketAddress coordinator;
  private final Channel server;

  FaultyLine(SocketAddress coordinator, long seed) throws InterruptedException {
    this.coordinator = coordinator;
    this.random = new Random(seed);
    server =
        new ServerBootstrap()
            .group(group)
            .channel(NioServerSocketChannel.class)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childOption(ChannelOption.AUTO_READ, false)
            .childHandler(
                new ChannelInitializer<>() {
                  @Override
                  protected void initChannel(Channel worker) {
                    join(worker);
                  }
                })
            .bind(InetAddress.getLoopbackAddress(), 0)
            .sync()
            .channel();
  }

  /** Where workers connect. */
  SocketAddress address() {
    return server.localAddress();
  }

  private void join(Channel worker) {
    Cut cut = new Cut(1 + random.nextInt(MOST_BYTES));
    new Bootstrap()
        .group(group)
        .channel(NioDomainSocketChannel.class)
        .handler(
            new ChannelInitializer<>() {
              @Override
              protected void initChannel(Channel far) {
                far.pipeline().addLast(new Pieces(worker, cut));
                worker.pipeline().addLast(new Pieces(far, cut));
              }
            })
        .connect(coordinator)
        .addListener(
            connected -> {
              if (connected.isSuccess()) {
                worker.config().setAutoRead(true);
              } else {
                worker.close();
              }
            });
  }

  /** How many bytes a connection still carries, both ways together. */
  private static final class Cut {
    private int left;

    Cut(int bytes) {
      left = bytes;
    }
  }

  /** One direction. */
  private final class Pieces extends ChannelInboundHandlerAdapter {

    private final Channel to;
    private final Cut cut;
    private final Deque<ByteBuf> waiting = new ArrayDeque<>();
    private final int mostPiece = random.nextInt(6) == 0 ? 1 : 1 + random.nextInt(500);
    private boolean pumping;
    private boolean ended;

    Pieces(Channel to, Cut cut) {
      this.to = to;
      this.cut = cut;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object bytes) {
      waiting.add((ByteBuf) bytes);
      if (!pumping) {
        pumping = true;
        pump(context);
      }
    }

    private void pump(ChannelHandlerContext context) {
      ByteBuf first = waiting.peek();
      if (first == null || !to.isActive()) {
        pumping = false;
        if (ended || !to.isActive()) {
          end(context);
        }
        return;
      }
      int size = Math.min(Math.min(first.readableBytes(), 1 + random.nextInt(mostPiece)), cut.left);
      cut.left -= size;
      to.writeAndFlush(first.readRetainedSlice(size));
      if (!first.isReadable()) {
        waiting.remove().release();
      }
      if (cut.left == 0) {
        cuts.incrementAndGet();
        end(context);
        return;
      }
      EventLoop loop = context.channel().eventLoop();
      if (random.nextInt(8) == 0) {
        int micros = random.nextInt(MOST_DELAY_MICROS);
        loop.schedule(() -> pump(context), micros, TimeUnit.MICROSECONDS);
      } else {
        loop.execute(() -> pump(context));
      }
    }

    private void end(ChannelHandlerContext context) {
      waiting.forEach(ByteBuf::release);
      waiting.clear();
      to.close();
      context.close();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
      ended = true;
      if (!pumping) {
        end(context);
      }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      end(context);
    }
  }

  @Override
  public void close() {
    group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
  }
}
