package io.processpool.wire;

import static java.util.Objects.requireNonNull;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.processpool.codec.HandshakeProof;
import io.processpool.codec.MessageDecoder;
import io.processpool.codec.MessageEncoder;
import io.processpool.codec.ProtocolVersion;
import io.processpool.frame.Frame;
import io.processpool.frame.FrameCounters;
import io.processpool.frame.FrameException;
import io.processpool.message.Challenge;
import io.processpool.message.Hello;
import io.processpool.message.Message;
import io.processpool.message.Proof;
import java.io.IOException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The coordinator's side of the handshake. Until the peer has proven that it holds the token of a
 * worker that is expected, from the process that was started, only two small messages are
 * understood and time is short; any mistake closes the connection without an answer.
 *
 * <p>Moves: EXPECTING_HELLO → LOOKING_UP → EXPECTING_PROOF → (replaced by {@link WorkerInbound}),
 * and from each to REFUSED, where nothing is understood any more.
 */
final class HandshakeHandler extends SimpleChannelInboundHandler<Frame> {

  private static final Logger LOG = LoggerFactory.getLogger(HandshakeHandler.class);

  static final long LIMIT_SECONDS = 10;

  private enum State {
    EXPECTING_HELLO,
    LOOKING_UP,
    EXPECTING_PROOF,
    REFUSED
  }

  private final Admission admission;
  private final Line line;
  private final Runnable over;

  // Confined to the event loop.
  private State state = State.EXPECTING_HELLO;
  private @Nullable Future<?> limit;
  private @Nullable Hello hello;
  private @Nullable Candidate candidate;
  private byte[] nonce = new byte[0];

  /** The other handlers of the connection, and who is told if it is refused. */
  record Line(
      FrameWriter writer, FrameDecoder decoder, FrameCounters counters, Refusals refusals) {}

  /**
   * A handshake with a stranger.
   *
   * @param admission says who is expected
   * @param line the other handlers of the connection
   * @param over told when the stranger is none any more
   */
  HandshakeHandler(Admission admission, Line line, Runnable over) {
    this.admission = admission;
    this.line = line;
    this.over = over;
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext context) {
    Future<?> running = limit;
    if (running != null) {
      running.cancel(false); // it would keep all of this for the rest of its time
    }
    over.run();
  }

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    limit =
        context
            .executor()
            .schedule(
                () -> refuse(context, "no handshake within " + LIMIT_SECONDS + " s"),
                LIMIT_SECONDS,
                TimeUnit.SECONDS);
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, Frame frame) {
    if (state == State.REFUSED) {
      return; // it came in one read with the mistake
    }
    Message message = MessageDecoder.decode(frame);
    if (message instanceof Hello claim && state == State.EXPECTING_HELLO) {
      lookUp(context, claim);
    } else if (message instanceof Proof proof && state == State.EXPECTING_PROOF) {
      check(context, proof);
    } else {
      throw new FrameException("message " + message.type() + " while " + state);
    }
  }

  private void lookUp(ChannelHandlerContext context, Hello claim) {
    if (claim.version() != ProtocolVersion.CURRENT) {
      refuse(
          context,
          "protocol version " + claim.version() + " (expected: " + ProtocolVersion.CURRENT + ")");
      return;
    }
    if (claim.nonce().length != HandshakeProof.SECRET_BYTES) {
      refuse(context, "nonce of " + claim.nonce().length + " bytes");
      return;
    }
    state = State.LOOKING_UP;
    hello = claim;
    admission.lookUp(claim, found -> answer(context, () -> challenge(context, claim, found)));
  }

  private static void answer(ChannelHandlerContext context, Runnable task) {
    try {
      context.executor().execute(task);
    } catch (RejectedExecutionException e) {
      // The pool has ended meanwhile, and the connection with it.
    }
  }

  private void challenge(ChannelHandlerContext context, Hello claim, @Nullable Candidate found) {
    if (context.isRemoved() || !context.channel().isActive()) {
      return;
    }
    if (found == null || found.worker().pid() != claim.pid()) {
      refuse(context, "worker " + claim.worker() + " with pid " + claim.pid() + " not expected");
      return;
    }
    if (found.isDismissed()) {
      giveUp(context, "worker " + claim.worker() + " is not wanted any more");
      return;
    }
    candidate = found;
    nonce = HandshakeProof.randomBytes();
    state = State.EXPECTING_PROOF;
    byte[] proof = HandshakeProof.ofCoordinator(found.token(), claim, nonce);
    send(new Challenge(nonce, proof));
  }

  private void check(ChannelHandlerContext context, Proof proof) {
    Candidate expected = requireNonNull(candidate);
    byte[] right = HandshakeProof.ofWorker(expected.token(), requireNonNull(hello), nonce);
    if (!HandshakeProof.matches(right, proof.proof())) {
      refuse(context, "wrong proof for worker " + expected.worker().number());
      return;
    }
    if (!expected.admit()) {
      refuse(context, "worker " + expected.worker().number() + " is connected already");
      return;
    }
    line.decoder().authenticated();
    WorkerEvents events = expected.events();
    context.pipeline().replace(this, "inbound", new WorkerInbound(events));
    send(expected.welcome());
    events.connected(
        new SocketWorkerClient(
            expected.worker(), context.channel(), line.writer(), line.counters()));
  }

  private void send(Message message) {
    line.writer().offer(MessageEncoder.encode(message));
    line.writer().flush();
  }

  private void refuse(ChannelHandlerContext context, String reason) {
    if (state != State.REFUSED) {
      state = State.REFUSED;
      line.refusals().tell(reason);
      context.close();
    }
  }

  /** Ends what nobody is to blame for, such as a worker that is killed while it starts. */
  private void giveUp(ChannelHandlerContext context, String reason) {
    if (state != State.REFUSED) {
      state = State.REFUSED;
      LOG.debug("connection given up: {}", reason);
      context.close();
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    if (cause instanceof IOException) { // reset: the other side has gone
      giveUp(context, String.valueOf(cause.getMessage()));
    } else {
      refuse(context, String.valueOf(cause.getMessage()));
    }
  }
}
