package io.processpool.worker.link;

import io.processpool.concurrent.NamedThreads;
import io.processpool.concurrent.Ticker;
import java.io.IOException;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.DelayQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A socket of the JDK's and the one thread that reads it, which also keeps the time. Whoever sends
 * writes to the socket itself: it does not block, and so an interrupt of the writing thread does
 * not close it. Only when it is full the reading thread waits for room.
 */
final class SocketLine implements Line {

  private static final int READ_BYTES = 128 << 10;

  private final SocketChannel channel;
  private final Selector selector;
  private final SelectionKey key;
  private final DelayQueue<Alarm> alarms = new DelayQueue<>();
  private final CountDownLatch over = new CountDownLatch(1);
  private volatile boolean closing;
  private volatile @Nullable Throwable problem;

  private SocketLine(SocketChannel channel, Selector selector) throws IOException {
    this.channel = channel;
    this.selector = selector;
    channel.configureBlocking(false);
    this.key = channel.register(selector, SelectionKey.OP_READ);
  }

  /** Connects; nothing is read before {@link #start}. */
  @SuppressWarnings("resource") // ends with the reading thread, or else with the process
  static SocketLine connect(SocketAddress address) throws IOException {
    if (address instanceof UnixDomainSocketAddress) {
      SocketChannel unix = SocketChannel.open(StandardProtocolFamily.UNIX);
      unix.connect(address);
      return new SocketLine(unix, Selector.open());
    }
    SocketChannel tcp = SocketChannel.open(address);
    tcp.setOption(StandardSocketOptions.TCP_NODELAY, true);
    return new SocketLine(tcp, Selector.open());
  }

  /** Begins to read for this link. */
  void start(NamedThreads threads, WorkerLink link) {
    threads.start("io", () -> run(link));
  }

  private void run(WorkerLink link) {
    try {
      ByteBuffer in = ByteBuffer.allocateDirect(READ_BYTES);
      boolean more = true;
      while (more && !closing) {
        boolean ready = select();
        Thread.interrupted(); // of no use to anybody, and no select would wait any more
        ring();
        if (ready && key.isWritable()) {
          key.interestOpsAnd(~SelectionKey.OP_WRITE);
          link.resume();
        }
        if (ready && key.isReadable()) {
          more = read(in, link);
        } else if (problem != null) {
          throw problem; // behind what had come
        }
      }
      if (!more) {
        link.ended();
      }
    } catch (Throwable e) { // the connection is of no use, whatever broke it
      link.broken(e);
    } finally {
      end(link);
    }
  }

  /** Waits for the socket or an alarm; when nothing can be written, only for what is there. */
  private boolean select() throws IOException {
    Alarm next = alarms.peek();
    long millis = next == null ? 0 : Math.max(1, next.getDelay(TimeUnit.MILLISECONDS) + 1);
    int selected =
        problem == null ? selector.select(set -> {}, millis) : selector.selectNow(set -> {});
    return selected > 0;
  }

  private void ring() {
    for (Alarm alarm = alarms.poll(); alarm != null; alarm = alarms.poll()) {
      alarm.task().run();
    }
  }

  /** Whether more may come. */
  private boolean read(ByteBuffer in, WorkerLink link) throws IOException {
    int count = channel.read(in.clear());
    link.received(in.flip());
    return count >= 0;
  }

  private void end(WorkerLink link) {
    link.end();
    try {
      channel.close();
      selector.close(); // and with it the socket
    } catch (IOException e) {
      // Nobody is left who could care.
    } finally {
      over.countDown();
    }
  }

  @Override
  public void write(ByteBuffer bytes) throws IOException {
    channel.write(bytes);
  }

  @Override
  public void full(ByteBuffer rest) {
    key.interestOpsOr(SelectionKey.OP_WRITE);
    selector.wakeup();
  }

  @Override
  public void close() {
    closing = true;
    selector.wakeup();
  }

  @Override
  public void broken(Throwable cause) {
    problem = cause;
    selector.wakeup();
  }

  @Override
  public void schedule(long delayNanos, Runnable task) {
    Alarm alarm = new Alarm(Ticker.SYSTEM.nanos() + delayNanos, task);
    alarms.add(alarm);
    if (alarm.equals(alarms.peek())) {
      selector.wakeup();
    }
  }

  @Override
  public void awaitEnd(long limitMillis) throws InterruptedException {
    over.await(limitMillis, TimeUnit.MILLISECONDS);
  }
}
