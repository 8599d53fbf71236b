package io.processpool.worker.link;

import io.processpool.codec.MessageEncoder;
import io.processpool.concurrent.NamedThreads;
import io.processpool.concurrent.Ticker;
import io.processpool.frame.Frame;
import io.processpool.frame.FrameAssembler;
import io.processpool.frame.FrameCounters;
import io.processpool.frame.FrameSender;
import io.processpool.message.Goodbye;
import io.processpool.message.ItemsDone;
import io.processpool.message.Message;
import io.processpool.worker.run.ResultSink;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;

/**
 * The connection to the coordinator. What sends may be called by any thread, which writes itself
 * and never blocks; what hears is called by the one thread that reads.
 */
public final class WorkerLink {

  private final FrameCounters counters = new FrameCounters();
  private final FrameAssembler assembler = new FrameAssembler(counters);
  private final FrameSender sender;
  private final Line line;
  private volatile boolean leaving;

  /** Confined to the thread that reads. */
  private Inbound inbound;

  private WorkerLink(Line line, HandshakeClient handshake) {
    this.line = line;
    this.inbound = handshake;
    this.sender = new FrameSender(counters, line);
  }

  /**
   * Connects and begins the handshake, which goes on by itself.
   *
   * @throws IOException if nobody listens there
   */
  public static WorkerLink connect(
      NamedThreads threads, SocketAddress address, HandshakeClient handshake) throws IOException {
    SocketLine line = SocketLine.connect(address);
    WorkerLink link = over(line, handshake);
    line.start(threads, link);
    return link;
  }

  /**
   * A link over a line that is connected; the handshake begins.
   *
   * @param line takes what is sent, and tells the link what it hears
   */
  public static WorkerLink over(Line line, HandshakeClient handshake) {
    WorkerLink link = new WorkerLink(line, handshake);
    link.resume();
    handshake.begin(link);
    return link;
  }

  /** Sends a message. Any thread; never blocks. */
  public void send(Message message) {
    sender.offer(MessageEncoder.encode(message));
    sender.flush();
  }

  /** Takes answers, which leave together. Any thread; never blocks. */
  public ResultSink sink() {
    DelayedFlush flush = new DelayedFlush(Ticker.SYSTEM, this::schedule, sender::flush);
    return new ResultSink() {
      @Override
      public void itemsDone(ItemsDone done) {
        sender.offer(MessageEncoder.encode(done));
      }

      @Override
      public void flush() {
        flush.now();
      }

      @Override
      public void flushSoon() {
        flush.soon();
      }
    };
  }

  /** Runs something later on the thread that reads. */
  public void schedule(long delayNanos, Runnable task) {
    line.schedule(delayNanos, task);
  }

  /**
   * Sends what waits and the goodbye, and closes.
   *
   * @param limitMillis how long the coordinator may take to read that
   * @throws InterruptedException if the thread is interrupted meanwhile
   */
  public void leave(long limitMillis) throws InterruptedException {
    leaving = true;
    sender.finish(() -> MessageEncoder.encode(goodbye()));
    line.awaitEnd(limitMillis);
  }

  /** Bytes came. All of them are read, or what is thrown is what is wrong with them. */
  public void received(ByteBuffer in) {
    for (Frame frame = assembler.next(in); frame != null; frame = assembler.next(in)) {
      inbound.heard(frame);
    }
  }

  /** The coordinator has ended the connection. */
  public void ended() {
    inbound.ended();
  }

  /** The connection broke, or what came makes no sense. */
  public void broken(Throwable cause) {
    inbound.broken(cause);
  }

  /** There is room again for what is sent. Any thread. */
  void resume() {
    sender.resume();
  }

  /** The line has closed: lets go of what waits. */
  void end() {
    sender.end();
  }

  /** Who hears from now on. */
  void hearWith(Inbound next) {
    inbound = next;
  }

  /** Whether the end of the connection is this side's own will. */
  boolean isLeaving() {
    return leaving;
  }

  void authenticated() {
    assembler.authenticated();
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
