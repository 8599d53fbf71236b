package io.processpool.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.EventLoop;
import io.netty.channel.SingleThreadIoEventLoop;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.processpool.concurrent.NamedThreads;
import io.processpool.frame.Frame;
import io.processpool.frame.FrameAssembler;
import io.processpool.frame.FrameCounters;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class FrameWriterTest {

  private static final int LARGE = 3_000_000;

  private final FrameCounters counters = new FrameCounters();
  private final FrameWriter writer = new FrameWriter(counters);
  private final List<AutoCloseable> open = new ArrayList<>();

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable each : open) {
      each.close();
    }
  }

  /** Holds back what is flushed, like a socket whose other side does not read. */
  private static final class Dam extends ChannelOutboundHandlerAdapter {

    private boolean closed;

    @Override
    public void flush(ChannelHandlerContext context) {
      if (!closed) {
        context.flush();
      }
    }
  }

  private EmbeddedChannel inMemory(Dam dam) {
    EmbeddedChannel channel = new EmbeddedChannel(dam, writer);
    open.add(channel::finishAndReleaseAll);
    return channel;
  }

  @Test
  void shouldLeaveToTheEventLoopWhatTheSocketDoesNotTakeAndThenGoOn() {
    Dam dam = new Dam();
    EmbeddedChannel channel = inMemory(dam);
    dam.closed = true;
    writer.offer(frame(1, LARGE));
    writer.flush();
    writer.offer(frame(2, 10));
    writer.flush();
    assertThat(channel.unsafe().outboundBuffer().totalPendingWriteBytes()).isLessThan(300_000);
    dam.closed = false;
    channel.flush();
    assertThat(frames(written(channel))).extracting(Frame::lease).containsExactly(1L, 2L);
  }

  @Test
  void shouldNotGoOnBeforeTheRestIsGoneWhereTheChannelBecomesActiveLate() {
    Dam dam = new Dam();
    EmbeddedChannel channel = inMemory(dam);
    dam.closed = true;
    writer.offer(frame(1, LARGE));
    writer.flush();
    long waiting = channel.unsafe().outboundBuffer().totalPendingWriteBytes();
    channel.pipeline().fireChannelActive();
    assertThat(channel.unsafe().outboundBuffer().totalPendingWriteBytes()).isEqualTo(waiting);
  }

  @Test
  void shouldDropHalfAFrameWithItsChannel() {
    Dam dam = new Dam();
    EmbeddedChannel channel = inMemory(dam);
    dam.closed = true;
    writer.offer(frame(1, LARGE));
    writer.flush();
    channel.close();
    writer.offer(frame(2, 10));
    writer.flush();
    assertThat(channel.isOpen()).isFalse();
    assertThat(counters.framesOut()).isEqualTo(1);
  }

  @Test
  void shouldSendTogetherWhatAnswersOneRead() {
    List<Integer> pieces = new ArrayList<>();
    EmbeddedChannel channel = inMemory(new Dam());
    channel
        .pipeline()
        .addLast(
            new ChannelInboundHandlerAdapter() {
              @Override
              public void channelRead(ChannelHandlerContext context, Object message) {
                writer.offer(frame(pieces.size(), 100));
                writer.flush();
                pieces.add(channel.outboundMessages().size());
              }
            });
    channel.writeInbound("one", "two", "three");
    assertThat(pieces).containsExactly(0, 0, 0);
    assertThat(channel.outboundMessages()).hasSize(1);
    assertThat(frames(written(channel))).hasSize(3);
  }

  @Test
  void shouldWriteOnTheThreadThatFlushesWhateverTheEventLoopDoes() throws Exception {
    Ends ends = new Ends();
    CountDownLatch done = new CountDownLatch(1);
    ends.accepted.eventLoop().execute(() -> await(done));
    writer.offer(frame(7, 100));
    writer.flush();
    assertThat(ends.reads(1)).extracting(Frame::lease).containsExactly(7L);
    done.countDown();
  }

  @Test
  void shouldWriteFromAThreadThatIsInterrupted() throws Exception {
    Ends ends = new Ends();
    Thread.currentThread().interrupt();
    writer.offer(frame(7, 100));
    writer.flush();
    assertThat(Thread.interrupted()).isTrue();
    writer.offer(frame(8, 100));
    writer.flush();
    assertThat(ends.reads(2)).extracting(Frame::lease).containsExactly(7L, 8L);
  }

  @Test
  void shouldKeepOrderAndCountsWhereTheSocketIsFullAgainAndAgain() throws Exception {
    Ends ends = new Ends();
    NamedThreads threads = new NamedThreads("test");
    List<Thread> offering = new ArrayList<>();
    for (int job = 0; job < 3; job++) {
      int own = job;
      offering.add(threads.start("offer-" + job, () -> offer(own)));
    }
    List<Frame> frames = ends.reads(300);
    int[] next = new int[3];
    frames.forEach(frame -> assertThat(frame.lease()).isEqualTo(next[frame.job()]++));
    for (Thread each : offering) {
      each.join();
    }
    assertThat(counters.framesOut()).isEqualTo(300);
    assertThat(counters.bytesOut()).isEqualTo(ends.counters.bytesIn());
  }

  private void offer(int job) {
    for (int i = 0; i < 100; i++) {
      writer.offer(Frame.whole(9, 0, job, i, new byte[i % 10 == 0 ? 400_000 : i]));
      writer.flush();
    }
  }

  @Test
  void shouldEndTheChannelWhoseOtherSideIsGone() throws Exception {
    Ends ends = new Ends();
    ends.socket.setSoLinger(true, 0);
    ends.socket.close();
    while (ends.accepted.isOpen()) {
      writer.offer(frame(1, 100));
      writer.flush();
    }
    writer.offer(frame(1, 100));
    writer.flush();
    assertThat(ends.accepted.isOpen()).isFalse();
  }

  /** A channel that the writer has, and who is at its other end. */
  private final class Ends {

    private final EventLoop loop =
        new SingleThreadIoEventLoop(
            null, new NamedThreads("test").factory("io"), NioIoHandler.newFactory());
    private final FrameCounters counters = new FrameCounters();
    private final FrameAssembler assembler = new FrameAssembler(counters);
    private final Channel accepted;
    private final Socket socket;

    Ends() throws Exception {
      BlockingQueue<Channel> channels = new LinkedBlockingQueue<>();
      Channel server =
          new ServerBootstrap()
              .group(loop)
              .channel(NioServerSocketChannel.class)
              .childHandler(
                  new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                      channel.pipeline().addLast(writer);
                      channels.add(channel);
                    }
                  })
              .bind(InetAddress.getLoopbackAddress(), 0)
              .sync()
              .channel();
      InetSocketAddress address = (InetSocketAddress) server.localAddress();
      socket = new Socket(address.getAddress(), address.getPort());
      accepted = channels.take();
      assembler.authenticated();
      open.add(socket);
      open.add(() -> loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly());
    }

    List<Frame> reads(int count) throws IOException {
      List<Frame> frames = new ArrayList<>();
      InputStream in = socket.getInputStream();
      byte[] bytes = new byte[50_000];
      while (frames.size() < count) {
        ByteBuffer read = ByteBuffer.wrap(bytes, 0, in.read(bytes));
        for (Frame next = assembler.next(read); next != null; next = assembler.next(read)) {
          frames.add(next);
        }
      }
      return frames;
    }
  }

  private static Frame frame(long lease, int bytes) {
    return Frame.whole(9, 0, 1, lease, new byte[bytes]);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] written(EmbeddedChannel channel) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (ByteBuf piece = channel.readOutbound(); piece != null; piece = channel.readOutbound()) {
      all.writeBytes(ByteBufUtil.getBytes(piece));
      piece.release();
    }
    return all.toByteArray();
  }

  private static List<Frame> frames(byte[] bytes) {
    FrameAssembler assembler = new FrameAssembler(new FrameCounters());
    assembler.authenticated();
    List<Frame> frames = new ArrayList<>();
    ByteBuffer in = ByteBuffer.wrap(bytes);
    for (Frame next = assembler.next(in); next != null; next = assembler.next(in)) {
      frames.add(next);
    }
    return frames;
  }
}
