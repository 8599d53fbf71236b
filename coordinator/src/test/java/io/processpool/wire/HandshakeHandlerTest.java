package io.processpool.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.netty.channel.embedded.EmbeddedChannel;
import io.processpool.backend.WorkerRef;
import io.processpool.codec.HandshakeProof;
import io.processpool.frame.FrameCounters;
import io.processpool.message.Challenge;
import io.processpool.message.Hello;
import io.processpool.message.Message;
import io.processpool.message.MessageType;
import io.processpool.message.PayloadBlock;
import io.processpool.message.Proof;
import io.processpool.message.Ready;
import io.processpool.message.RemoteFailure;
import io.processpool.message.StartFailed;
import io.processpool.message.Welcome;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class HandshakeHandlerTest {

  private static final long TIMERS_LEFT_NONE = -1;

  private final byte[] token = HandshakeProof.randomBytes();
  private final Hello hello = new Hello(1, 3, 4711, HandshakeProof.randomBytes());
  private final Heard heard = new Heard();
  private final Candidate candidate =
      new Candidate(
          new WorkerRef(0, 3, 4711),
          token,
          new Welcome(0, 500, 1 << 20, 64, 5_000, 0, 0, PayloadBlock.EMPTY),
          heard);
  private final List<Hello> asked = new ArrayList<>();
  private final List<Line> lines = new ArrayList<>();
  private final Logged logged = new Logged();
  private Admission admission =
      (claim, answer) -> {
        asked.add(claim);
        answer.accept(claim.worker() == 3 ? candidate : null);
      };

  /** A connection as the server sets it up. */
  private final class Line {

    final FrameCounters counters = new FrameCounters();
    final FrameWriter writer = new FrameWriter(counters);
    final FrameDecoder decoder = new FrameDecoder(counters);
    final EmbeddedChannel channel;
    final Peer peer;
    int over;

    Line() {
      HandshakeHandler handshake =
          new HandshakeHandler(
              (claim, answer) -> admission.lookUp(claim, answer),
              new HandshakeHandler.Line(writer, decoder, counters, new Refusals()),
              () -> over++);
      channel = new EmbeddedChannel(writer, decoder, handshake);
      channel.freezeTime();
      peer = new Peer(channel);
      lines.add(this);
    }

    Challenge challenged() {
      peer.says(hello);
      return peer.hears(Challenge.class);
    }

    void assertRefused(String reason) {
      channel.runPendingTasks();
      assertThat(channel.isOpen()).isFalse();
      assertThat(peer.hears()).isEmpty();
      assertThat(over).isEqualTo(1);
      assertThat(logged.lines())
          .singleElement()
          .satisfies(text -> assertThat(text).startsWith("connection refused: ").contains(reason));
      channel.checkException();
    }
  }

  @AfterEach
  void endAndLookForTheToken() {
    lines.forEach(line -> line.peer.end());
    logged.close();
    String text = logged.lines() + " " + candidate + " " + heard.client + " " + heard.told;
    assertThat(text)
        .doesNotContainIgnoringCase(HexFormat.of().formatHex(token))
        .doesNotContainIgnoringCase(HexFormat.ofDelimiter(" ").formatHex(token, 0, 15))
        .doesNotContain(Base64.getEncoder().encodeToString(token))
        .doesNotContain(Arrays.toString(token));
  }

  @Test
  void shouldAdmitAWorkerThatProvesItHoldsTheToken() {
    Line line = new Line();
    Challenge challenge = line.challenged();
    assertThat(challenge.proof())
        .isEqualTo(HandshakeProof.ofCoordinator(token, hello, challenge.nonce()));
    assertThat(heard.told).isEmpty();
    line.peer.says(proof(challenge));
    assertThat(line.peer.hears(Welcome.class).maxDepth()).isEqualTo(500);
    line.peer.says(new Ready());
    assertThat(heard.told).containsExactly("connected", "ready");
    assertThat(line.over).isEqualTo(1);
    assertThat(line.channel.isOpen()).isTrue();
    assertThat(logged.lines()).isEmpty();
    assertThat(heard.client.ref()).isEqualTo(new WorkerRef(0, 3, 4711));
    assertThat(heard.client.traffic().framesIn()).isEqualTo(3);
    assertThat(heard.client.traffic().framesOut()).isEqualTo(2);
  }

  @Test
  void shouldSendAWorkerAwayWithoutAWordThatWasToldToGoWhileItStarted() {
    candidate.dismiss();
    Line line = new Line();
    line.peer.says(hello);
    line.channel.runPendingTasks();
    assertThat(line.channel.isOpen()).isFalse();
    assertThat(line.peer.hears()).isEmpty();
    assertThat(line.over).isEqualTo(1);
    assertThat(logged.warnings()).isEmpty();
    assertThat(heard.told).isEmpty();
  }

  @Test
  void shouldNotBlameAWorkerWhoseConnectionIsResetAsItIsKilled() {
    Line line = new Line();
    line.challenged();
    line.channel.pipeline().fireExceptionCaught(new IOException("Connection reset"));
    assertThat(line.channel.isOpen()).isFalse();
    assertThat(line.over).isEqualTo(1);
    assertThat(logged.warnings()).isEmpty();
    assertThat(heard.told).isEmpty();
  }

  @Test
  void shouldLiftTheLimitOfFramesOnlyForWhoIsAdmitted() {
    RemoteFailure large =
        new RemoteFailure("E", "x".repeat(100_000), List.of(), null, List.of(), PayloadBlock.EMPTY);
    Line line = new Line();
    line.peer.says(proof(line.challenged()));
    line.peer.says(new StartFailed(large));
    assertThat(heard.told).containsExactly("connected", "startFailed E");
  }

  @Test
  void shouldRefuseAWrongProof() {
    Line line = new Line();
    byte[] proof = proof(line.challenged()).proof();
    proof[0] ^= 1;
    line.peer.says(new Proof(proof));
    line.assertRefused("wrong proof for worker 3");
    assertThat(heard.told).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 31, 33, 900})
  void shouldRefuseAProofOfAnotherLength(int length) {
    Line line = new Line();
    byte[] proof = Arrays.copyOf(proof(line.challenged()).proof(), length);
    line.peer.says(new Proof(proof));
    line.assertRefused("wrong proof for worker 3");
  }

  @Test
  void shouldNotTakeTheRightProofBehindAWrongOne() {
    Line line = new Line();
    Challenge challenge = line.challenged();
    line.peer.says(new Proof(new byte[32]), proof(challenge));
    line.assertRefused("wrong proof for worker 3");
    assertThat(heard.told).isEmpty();
  }

  @Test
  void shouldRefuseAProofThatWasGivenBefore() {
    Line first = new Line();
    Proof proof = proof(first.challenged());
    Line second = new Line();
    second.challenged();
    second.peer.says(proof);
    second.assertRefused("wrong proof for worker 3");
    assertThat(heard.told).isEmpty();
  }

  @Test
  void shouldRefuseItsOwnProofSentBack() {
    Line line = new Line();
    line.peer.says(new Proof(line.challenged().proof()));
    line.assertRefused("wrong proof for worker 3");
  }

  @Test
  void shouldRefuseAnotherProcess() {
    Line line = new Line();
    line.peer.says(new Hello(1, 3, 4712, hello.nonce()));
    line.assertRefused("worker 3 with pid 4712 not expected");
  }

  @Test
  void shouldRefuseAWorkerThatIsNotExpected() {
    Line line = new Line();
    line.peer.says(new Hello(1, 4, 4711, hello.nonce()));
    line.assertRefused("worker 4 with pid 4711 not expected");
  }

  @Test
  void shouldRefuseAnotherVersionWithoutLookingFurther() {
    Line line = new Line();
    line.peer.says(new Hello(2, 3, 4711, hello.nonce()));
    line.assertRefused("protocol version 2 (expected: 1)");
    assertThat(asked).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 31, 33})
  void shouldRefuseANonceOfAnotherLength(int length) {
    Line line = new Line();
    line.peer.says(new Hello(1, 3, 4711, new byte[length]));
    line.assertRefused("nonce of " + length + " bytes");
    assertThat(asked).isEmpty();
  }

  @Test
  void shouldAdmitAWorkerOnceHoweverManyConnectionsHaveItsToken() {
    Line first = new Line();
    Line second = new Line();
    Challenge one = first.challenged();
    Challenge other = second.challenged();
    first.peer.says(proof(one));
    second.peer.says(proof(other));
    second.assertRefused("worker 3 is connected already");
    assertThat(heard.told).containsExactly("connected");
    assertThat(first.channel.isOpen()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void shouldCloseOnWhoStaysSilentForTenSeconds(int messages) {
    if (messages == 1) {
      admission = (claim, answer) -> {}; // nobody answers
    }
    Line line = new Line();
    if (messages > 0) {
      line.peer.says(hello);
    }
    line.peer.hears();
    line.channel.advanceTimeBy(9_999, TimeUnit.MILLISECONDS);
    line.channel.runScheduledPendingTasks();
    assertThat(line.channel.isOpen()).isTrue();
    line.channel.advanceTimeBy(1, TimeUnit.MILLISECONDS);
    line.channel.runScheduledPendingTasks();
    line.assertRefused("no handshake within 10 s");
  }

  @Test
  void shouldGiveOneWhoSendsByteByByteNoMoreTime() {
    Line line = new Line();
    byte[] bytes = Peer.bytes(hello);
    for (int second = 0; second < 10; second++) {
      assertThat(line.channel.isOpen()).isTrue();
      line.peer.says(Arrays.copyOfRange(bytes, second, second + 1));
      line.channel.advanceTimeBy(1, TimeUnit.SECONDS);
      line.channel.runScheduledPendingTasks();
    }
    line.assertRefused("no handshake within 10 s");
  }

  @Test
  void shouldLeaveNoTimerBehindAHandshakeThatIsOver() {
    Line admitted = new Line();
    assertThat(admitted.channel.runScheduledPendingTasks()).isPositive();
    admitted.peer.says(proof(admitted.challenged()));
    assertThat(admitted.channel.runScheduledPendingTasks()).isEqualTo(TIMERS_LEFT_NONE);
    Line gone = new Line();
    gone.channel.close();
    assertThat(gone.channel.runScheduledPendingTasks()).isEqualTo(TIMERS_LEFT_NONE);
    assertThat(gone.over).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(names = "HELLO", mode = EnumSource.Mode.EXCLUDE)
  void shouldUnderstandNothingButAHelloAtFirst(MessageType type) {
    Line line = new Line();
    line.peer.says(Peer.sample(type));
    line.assertRefused("message " + type + " while EXPECTING_HELLO");
  }

  @ParameterizedTest
  @EnumSource
  void shouldUnderstandNothingWhileItLooksUp(MessageType type) {
    admission = (claim, answer) -> {};
    Line line = new Line();
    line.peer.says(hello, Peer.sample(type));
    line.assertRefused("message " + type + " while LOOKING_UP");
  }

  @ParameterizedTest
  @EnumSource(names = "PROOF", mode = EnumSource.Mode.EXCLUDE)
  void shouldUnderstandNothingButAProofThen(MessageType type) {
    Line line = new Line();
    line.challenged();
    line.peer.says(Peer.sample(type));
    line.assertRefused("message " + type + " while EXPECTING_PROOF");
    assertThat(heard.told).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {1025, Integer.MAX_VALUE, -1})
  void shouldRefuseAFrameTooLargeForAStranger(int length) {
    Line line = new Line();
    line.peer.says(
        ByteBuffer.allocate(20)
            .putShort((short) 0x5050)
            .put((byte) 1)
            .put((byte) 0)
            .putInt(length)
            .array());
    line.assertRefused("frame length " + Integer.toUnsignedString(length));
  }

  @Test
  void shouldUnderstandNothingBehindAMistake() {
    Line line = new Line();
    line.peer.says(new Ready(), hello);
    line.assertRefused("message READY while EXPECTING_HELLO");
    assertThat(asked).isEmpty();
  }

  @Test
  void shouldLogOneLineForAFloodOfMistakes() {
    Line line = new Line();
    Message[] flood = new Message[10_000];
    Arrays.fill(flood, new Ready());
    line.peer.says(flood);
    line.assertRefused("message READY while EXPECTING_HELLO");
  }

  @Test
  void shouldRefuseGarbageWithADump() {
    Line line = new Line();
    line.peer.says("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes());
    line.assertRefused("frame magic 0x4745 (expected: 0x5050)");
    assertThat(logged.lines().get(0)).contains("|GET / HTTP/1.1..|");
  }

  @Test
  void shouldNotCareForAnAnswerThatComesWhenThePeerHasGone() {
    List<Consumer<@Nullable Candidate>> answers = new ArrayList<>();
    admission = (claim, answer) -> answers.add(answer);
    Line line = new Line();
    line.peer.says(hello);
    line.channel.close();
    assertThatCode(() -> answers.get(0).accept(candidate)).doesNotThrowAnyException();
    line.channel.runPendingTasks();
    assertThat(line.peer.hears()).isEmpty();
    assertThat(logged.lines()).isEmpty();
    assertThat(line.over).isEqualTo(1);
  }

  @Test
  void shouldShowNoSecretInAnyText() {
    Line line = new Line();
    Challenge challenge = line.challenged();
    Proof proof = proof(challenge);
    line.peer.says(proof);
    String text = hello + " " + challenge + " " + proof + " " + candidate + " " + heard.client;
    for (byte[] secret : List.of(hello.nonce(), challenge.nonce(), challenge.proof())) {
      assertThat(text)
          .doesNotContain(HexFormat.of().formatHex(secret))
          .doesNotContain(Arrays.toString(secret));
    }
  }

  private Proof proof(Challenge challenge) {
    return new Proof(HandshakeProof.ofWorker(token, hello, challenge.nonce()));
  }
}
