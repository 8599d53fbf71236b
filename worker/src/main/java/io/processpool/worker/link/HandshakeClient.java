package io.processpool.worker.link;

import static java.util.Objects.requireNonNull;

import io.processpool.codec.HandshakeProof;
import io.processpool.codec.MessageDecoder;
import io.processpool.frame.Frame;
import io.processpool.frame.FrameException;
import io.processpool.message.Challenge;
import io.processpool.message.ExitCode;
import io.processpool.message.Hello;
import io.processpool.message.Message;
import io.processpool.message.Proof;
import io.processpool.message.Welcome;
import io.processpool.worker.run.ChunkRunner;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * The worker's side of the handshake: claim, check the coordinator's proof, prove, be welcomed.
 * Until then nothing else is understood; afterwards it makes room for {@link CoordinatorInbound}.
 */
public final class HandshakeClient implements Inbound {

  private final byte[] token;
  private final Hello hello;
  private final BiFunction<WorkerLink, Welcome, ChunkRunner> welcomed;
  private final Ending ending;
  private @Nullable WorkerLink link;
  private boolean proven;

  /**
   * A handshake.
   *
   * @param token the secret from the life line
   * @param hello the claim
   * @param welcomed makes the runner, on the thread that reads, when it is over
   * @param ending called when it fails, and when the connection breaks later
   */
  public HandshakeClient(
      byte[] token,
      Hello hello,
      BiFunction<WorkerLink, Welcome, ChunkRunner> welcomed,
      Ending ending) {
    this.token = token.clone();
    this.hello = hello;
    this.welcomed = welcomed;
    this.ending = ending;
  }

  /** Says hello. */
  void begin(WorkerLink owner) {
    link = owner;
    owner.send(hello);
  }

  @Override
  public void heard(Frame frame) {
    Message message = MessageDecoder.decode(frame);
    if (message instanceof Challenge challenge && !proven) {
      prove(challenge);
    } else if (message instanceof Welcome welcome && proven) {
      ChunkRunner runner = welcomed.apply(link(), welcome);
      link().hearWith(new CoordinatorInbound(runner, link()::isLeaving, link()::send, ending));
    } else {
      throw new FrameException("message " + message.type() + " during the handshake");
    }
  }

  private void prove(Challenge challenge) {
    byte[] expected = HandshakeProof.ofCoordinator(token, hello, challenge.nonce());
    if (!HandshakeProof.matches(expected, challenge.proof())) {
      ending.end(ExitCode.HANDSHAKE_REFUSED, "the coordinator's proof is wrong");
      return;
    }
    proven = true;
    link().authenticated();
    link().send(new Proof(HandshakeProof.ofWorker(token, hello, challenge.nonce())));
  }

  private WorkerLink link() {
    return requireNonNull(link, "link");
  }

  @Override
  public void ended() {
    ending.end(ExitCode.HANDSHAKE_REFUSED, "the coordinator closed the connection");
  }

  @Override
  public void broken(Throwable cause) {
    ending.end(ExitCode.PROTOCOL_BROKEN, cause.toString());
  }
}
