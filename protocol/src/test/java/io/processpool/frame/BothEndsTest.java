package io.processpool.frame;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.processpool.concurrent.NamedThreads;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Writer and decoder on event loops of their own, with frames from several threads. */
@Timeout(60)
class BothEndsTest {

  private static final int THREADS = 4;
  private static final int FRAMES = 5_000;

  private final NamedThreads threads = new NamedThreads("test");
  private final MultiThreadIoEventLoopGroup group =
      new MultiThreadIoEventLoopGroup(2, threads.factory("io"), NioIoHandler.newFactory());
  private final FrameCounters here = new FrameCounters();
  private final FrameCounters there = new FrameCounters();
  private final FrameWriter writer = new FrameWriter(here);
  private final Queue<Frame> arrived = new ConcurrentLinkedQueue<>();
  private final CountDownLatch ended = new CountDownLatch(1);

  @AfterEach
  void shutDown() {
    group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
  }

  @Test
  void shouldKeepTheOrderOfEachThreadAndCountTheSameOnBothEnds() throws Exception {
    List<Thread> offering = new ArrayList<>();
    Consumer<Integer> offer =
        thread -> {
          for (int i = 0; i < FRAMES; i++) {
            byte[] body = new byte[(i * 31 + thread) % 700];
            writer.offer(Frame.whole(9, 0, thread, i, body));
            if (i % 3 == 0) {
              writer.flush();
            }
          }
          writer.flush();
        };
    for (int i = 0; i < THREADS; i++) {
      int thread = i;
      offering.add(threads.start("offer-" + i, () -> offer.accept(thread)));
    }
    connect(); // while they are at it: what they offered before must not be lost
    for (Thread each : offering) {
      each.join();
    }
    writer.finish(() -> Frame.whole(13, 0, 0, 0, new byte[0]));
    ended.await();

    int[] next = new int[THREADS];
    List<Frame> frames = List.copyOf(arrived);
    for (Frame frame : frames.subList(0, frames.size() - 1)) {
      assertThat(frame.lease()).isEqualTo(next[frame.job()]++);
    }
    assertThat(next).containsOnly(FRAMES);
    assertThat(frames.get(frames.size() - 1).type()).isEqualTo(13);
    assertThat(here.framesOut()).isEqualTo(THREADS * FRAMES + 1).isEqualTo(there.framesIn());
    assertThat(here.bytesOut()).isEqualTo(there.bytesIn());
  }

  @Test
  void shouldNotThrowWhenTheEventLoopIsOver() throws Exception {
    connect();
    shutDown();
    writer.offer(Frame.whole(9, 0, 0, 0, new byte[0]));
    writer.flush();
    writer.finish(() -> Frame.whole(13, 0, 0, 0, new byte[0]));
    assertThat(here.framesOut()).isZero();
  }

  private void connect() throws InterruptedException {
    FrameDecoder decoder = new FrameDecoder(there);
    Channel server =
        new ServerBootstrap()
            .group(group)
            .channel(NioServerSocketChannel.class)
            .childHandler(
                new ChannelInitializer<>() {
                  @Override
                  protected void initChannel(Channel accepted) {
                    accepted.pipeline().addLast(decoder, new Arrivals());
                  }
                })
            .bind(InetAddress.getLoopbackAddress(), 0)
            .sync()
            .channel();
    new Bootstrap()
        .group(group)
        .channel(NioSocketChannel.class)
        .handler(
            new ChannelInitializer<>() {
              @Override
              protected void initChannel(Channel created) {
                created.pipeline().addLast(writer);
              }
            })
        .connect(server.localAddress())
        .sync();
  }

  private final class Arrivals extends SimpleChannelInboundHandler<Frame> {

    @Override
    protected void channelRead0(ChannelHandlerContext context, Frame frame) {
      arrived.add(frame);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
      ended.countDown();
    }
  }
}
