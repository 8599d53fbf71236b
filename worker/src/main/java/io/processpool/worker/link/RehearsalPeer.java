package io.processpool.worker.link;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.processpool.codec.HandshakeProof;
import io.processpool.codec.MessageDecoder;
import io.processpool.codec.MessageEncoder;
import io.processpool.frame.Frame;
import io.processpool.frame.FrameDecoder;
import io.processpool.frame.FrameWriter;
import io.processpool.message.Challenge;
import io.processpool.message.Hello;
import io.processpool.message.ItemsDone;
import io.processpool.message.Message;
import io.processpool.message.Shutdown;
import io.processpool.message.Welcome;
import java.util.List;

/** A coordinator for one worker of the same process: it says what it was told to say. */
final class RehearsalPeer extends SimpleChannelInboundHandler<Frame> {

  private final byte[] token;
  private final Welcome welcome;
  private final List<Message> work;
  private final FrameDecoder decoder;
  private final FrameWriter writer;

  /**
   * One side of a rehearsal.
   *
   * @param token the worker's
   * @param welcome said after the handshake
   * @param work said when the worker is ready; after the last answer it is told to go
   */
  RehearsalPeer(
      byte[] token, Welcome welcome, List<Message> work, FrameDecoder decoder, FrameWriter writer) {
    super(Frame.class);
    this.token = token;
    this.welcome = welcome;
    this.work = work;
    this.decoder = decoder;
    this.writer = writer;
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, Frame frame) {
    Message message = MessageDecoder.decode(frame);
    switch (message.type()) {
      case HELLO -> challenge((Hello) message);
      case PROOF -> say(welcome);
      case READY -> work.forEach(this::say);
      case ITEMS_DONE -> {
        if (((ItemsDone) message).last()) {
          say(new Shutdown());
        }
      }
      default -> {
        // The goodbye; the worker closes the connection.
      }
    }
  }

  private void challenge(Hello claimed) {
    decoder.authenticated();
    byte[] nonce = new byte[HandshakeProof.SECRET_BYTES];
    byte[] proof = HandshakeProof.ofCoordinator(token, claimed, nonce);
    say(new Challenge(nonce, proof));
  }

  private void say(Message message) {
    writer.offer(MessageEncoder.encode(message));
    writer.flush();
  }
}
