package io.processpool.worker.link;

import io.processpool.codec.HandshakeProof;
import io.processpool.codec.MessageDecoder;
import io.processpool.codec.MessageEncoder;
import io.processpool.frame.Frame;
import io.processpool.frame.FrameAssembler;
import io.processpool.frame.FrameCounters;
import io.processpool.frame.FrameSender;
import io.processpool.frame.Outlet;
import io.processpool.message.Challenge;
import io.processpool.message.CloseJob;
import io.processpool.message.Hello;
import io.processpool.message.ItemsDone;
import io.processpool.message.Message;
import io.processpool.message.Shutdown;
import io.processpool.message.Welcome;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.List;

/**
 * A coordinator for one worker of the same process: it says what it was told to say. It has a
 * thread to itself, so it blocks.
 */
final class RehearsalPeer implements Outlet {

  private static final int READ_BYTES = 64 << 10;

  private final SocketChannel worker;
  private final byte[] token;
  private final Welcome welcome;
  private final List<Message> work;
  private final FrameCounters counters = new FrameCounters();
  private final FrameAssembler assembler = new FrameAssembler(counters);
  private final FrameSender sender = new FrameSender(counters, this);

  /**
   * One side of a rehearsal.
   *
   * @param worker connected, and blocking
   * @param token the worker's
   * @param welcome said after the handshake
   * @param work said when the worker is ready; after the last answer it is told to go
   */
  RehearsalPeer(SocketChannel worker, byte[] token, Welcome welcome, List<Message> work) {
    this.worker = worker;
    this.token = token;
    this.welcome = welcome;
    this.work = work;
  }

  /** Answers until the worker closes the connection. */
  void talk() throws IOException {
    assembler.authenticated();
    sender.resume();
    ByteBuffer in = ByteBuffer.allocate(READ_BYTES);
    while (worker.read(in.clear()) >= 0) {
      in.flip();
      for (Frame frame = assembler.next(in); frame != null; frame = assembler.next(in)) {
        answer(MessageDecoder.decode(frame));
      }
    }
  }

  private void answer(Message message) {
    switch (message.type()) {
      case HELLO -> challenge((Hello) message);
      case PROOF -> say(welcome);
      case READY -> work.forEach(this::say);
      case ITEMS_DONE -> {
        ItemsDone done = (ItemsDone) message;
        if (done.last()) {
          say(new CloseJob(done.job())); // not sooner: a closed job's items are not begun
          say(new Shutdown());
        }
      }
      default -> {
        // The goodbye.
      }
    }
  }

  private void challenge(Hello claimed) {
    byte[] nonce = new byte[HandshakeProof.SECRET_BYTES];
    byte[] proof = HandshakeProof.ofCoordinator(token, claimed, nonce);
    say(new Challenge(nonce, proof));
  }

  private void say(Message message) {
    sender.offer(MessageEncoder.encode(message));
    sender.flush();
  }

  @Override
  public void write(ByteBuffer bytes) throws IOException {
    worker.write(bytes);
  }

  @Override
  public void full(ByteBuffer rest) {
    throw new IllegalStateException("a channel that blocks takes all");
  }

  @Override
  public void close() {
    throw new IllegalStateException("the worker closes first");
  }

  @Override
  public void broken(Throwable cause) {
    throw new IllegalStateException(cause);
  }
}
