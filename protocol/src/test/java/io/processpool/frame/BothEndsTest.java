package io.processpool.frame;

import static org.assertj.core.api.Assertions.assertThat;

import io.processpool.concurrent.NamedThreads;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Sender and assembler at the ends of a socket, with frames from several threads. */
@Timeout(60)
class BothEndsTest {

  private static final int THREADS = 4;
  private static final int FRAMES = 5_000;

  private final NamedThreads threads = new NamedThreads("test");
  private final FrameCounters here = new FrameCounters();
  private final FrameCounters there = new FrameCounters();
  private final Socket socket = new Socket();
  private final FrameSender writer = new FrameSender(here, socket);
  private final Queue<Frame> arrived = new ConcurrentLinkedQueue<>();

  @AfterEach
  void close() throws IOException {
    socket.shut();
  }

  @Test
  void shouldKeepTheOrderOfEachThreadAndCountTheSameOnBothEnds() throws Exception {
    sendAndCompare(thread -> {});
  }

  /** As a task's thread may be at any moment: the socket must not close over it. */
  @Test
  void shouldNotMindThreadsThatAreInterrupted() throws Exception {
    sendAndCompare(thread -> Thread.currentThread().interrupt());
  }

  private void sendAndCompare(Consumer<Integer> before) throws Exception {
    List<Thread> offering = new ArrayList<>();
    Consumer<Integer> offer =
        thread -> {
          before.accept(thread);
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
    Thread reading = connect(); // while they are at it: what they offered before must not be lost
    for (Thread each : offering) {
      each.join();
    }
    writer.finish(() -> Frame.whole(13, 0, 0, 0, new byte[0]));
    reading.join();

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
  void shouldNotThrowWhenTheSocketIsClosed() throws Exception {
    connect();
    socket.shut();
    writer.offer(Frame.whole(9, 0, 0, 0, new byte[0]));
    writer.flush();
    writer.finish(() -> Frame.whole(13, 0, 0, 0, new byte[0]));
    assertThat(socket.problem).isInstanceOf(IOException.class);
    assertThat(here.framesOut()).isEqualTo(1); // handed over, and lost
  }

  /** The thread that reads the other end until it is closed. */
  private Thread connect() throws IOException {
    try (ServerSocketChannel server = ServerSocketChannel.open()) {
      server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      socket.connect(server);
      SocketChannel accepted = server.accept();
      Thread reading = threads.start("read", () -> read(accepted));
      writer.resume();
      threads.start("room", () -> socket.watch(writer));
      return reading;
    }
  }

  private void read(SocketChannel accepted) {
    FrameAssembler assembler = new FrameAssembler(there);
    ByteBuffer in = ByteBuffer.allocateDirect(1 << 12);
    try (accepted) {
      while (accepted.read(in.clear()) >= 0) {
        in.flip();
        for (Frame frame = assembler.next(in); frame != null; frame = assembler.next(in)) {
          arrived.add(frame);
        }
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** A socket that does not block, and a thread that tells when it has room again. */
  private static final class Socket implements Outlet {

    private volatile SocketChannel channel;
    private volatile SelectionKey key;
    private volatile Throwable problem;

    void connect(ServerSocketChannel server) throws IOException {
      SocketChannel connected = SocketChannel.open(server.getLocalAddress());
      connected.configureBlocking(false);
      key = connected.register(Selector.open(), 0);
      channel = connected;
    }

    void watch(FrameSender sender) {
      try {
        while (channel.isOpen()) {
          key.selector()
              .select(
                  ready -> {
                    ready.interestOps(0);
                    sender.resume();
                  });
        }
      } catch (ClosedSelectorException e) {
        // The test is over.
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }

    void shut() throws IOException {
      channel.close();
      key.selector().close();
    }

    @Override
    public void write(ByteBuffer bytes) throws IOException {
      channel.write(bytes);
    }

    @Override
    public void full(ByteBuffer rest) {
      key.interestOpsOr(SelectionKey.OP_WRITE);
      key.selector().wakeup();
    }

    @Override
    public void close() {
      try {
        shut();
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }

    @Override
    public void broken(Throwable cause) {
      problem = cause;
    }
  }
}
