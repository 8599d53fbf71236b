package io.processpool.worker.link;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.SingleThreadIoEventLoop;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerDomainSocketChannel;
import io.processpool.concurrent.NamedThreads;
import io.processpool.frame.FrameCounters;
import io.processpool.frame.FrameDecoder;
import io.processpool.frame.FrameWriter;
import io.processpool.message.Message;
import io.processpool.message.Welcome;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.util.List;

/** Where a worker that rehearses finds its coordinator, in its own process. */
public final class RehearsalServer {

  private RehearsalServer() {}

  /**
   * Waits for the worker.
   *
   * @param socket where
   * @param token the worker's
   * @param welcome said after the handshake
   * @param work said when the worker is ready; after the last answer it is told to go
   * @throws InterruptedException if the thread is interrupted
   */
  public static void listen(Path socket, byte[] token, Welcome welcome, List<Message> work)
      throws InterruptedException {
    new ServerBootstrap()
        .group(
            new SingleThreadIoEventLoop(
                null, new NamedThreads("peer").factory("io"), NioIoHandler.newFactory()))
        .channel(NioServerDomainSocketChannel.class)
        .childHandler(
            new ChannelInitializer<>() {
              @Override
              protected void initChannel(Channel accepted) {
                FrameCounters counters = new FrameCounters();
                FrameWriter writer = new FrameWriter(counters);
                FrameDecoder decoder = new FrameDecoder(counters);
                accepted
                    .pipeline()
                    .addLast(
                        writer, decoder, new RehearsalPeer(token, welcome, work, decoder, writer));
              }
            })
        .bind(UnixDomainSocketAddress.of(socket))
        .sync();
  }
}
