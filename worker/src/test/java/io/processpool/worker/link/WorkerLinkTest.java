package io.processpool.worker.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.processpool.codec.HandshakeProof;
import io.processpool.concurrent.NamedThreads;
import io.processpool.concurrent.Ticker;
import io.processpool.message.Challenge;
import io.processpool.message.ChunkTimes;
import io.processpool.message.Goodbye;
import io.processpool.message.Hello;
import io.processpool.message.ItemsDone;
import io.processpool.message.Message;
import io.processpool.message.PayloadBlock;
import io.processpool.message.Proof;
import io.processpool.message.Ready;
import io.processpool.message.Shutdown;
import io.processpool.message.Welcome;
import io.processpool.payload.PayloadSettings;
import io.processpool.runs.LongRuns;
import io.processpool.worker.guard.ItemWatchdog;
import io.processpool.worker.run.ChunkRunner;
import io.processpool.worker.run.ItemSlot;
import io.processpool.worker.run.WorkerIdentity;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The worker's end of a real socket, without a process. */
@Timeout(60)
class WorkerLinkTest {

  private static final Welcome WELCOME =
      new Welcome(0, 500, 1 << 20, 64, 5_000, 0, 0, PayloadBlock.EMPTY);

  private final byte[] token = HandshakeProof.randomBytes();
  private final byte[] nonce = HandshakeProof.randomBytes();
  private final BlockingQueue<String> endings = new LinkedBlockingQueue<>();
  private final BlockingQueue<Welcome> welcomes = new LinkedBlockingQueue<>();
  private final BlockingQueue<Runnable> taskThread = new LinkedBlockingQueue<>();
  private FakeCoordinator coordinator;
  private WorkerLink link;
  private Hello hello;

  @BeforeEach
  void connect() throws Exception {
    coordinator = new FakeCoordinator();
    Hello claim = new Hello(1, 3, 4711, HandshakeProof.randomBytes());
    HandshakeClient handshake =
        new HandshakeClient(
            token, claim, this::welcomed, (code, reason) -> endings.add(code + ": " + reason));
    link = WorkerLink.connect(new NamedThreads("w3"), coordinator.address(), handshake);
    coordinator.accept();
    hello = coordinator.hears(Hello.class);
  }

  private ChunkRunner welcomed(WorkerLink owner, Welcome welcome) {
    welcomes.add(welcome);
    ChunkRunner runner =
        new ChunkRunner(
            WorkerIdentity.of(welcome.workerIndex(), 4711),
            new ChunkRunner.Settings(
                PayloadSettings.defaults(getClass().getClassLoader()), null, 64, 5_000_000, 0),
            new ChunkRunner.Ports(
                owner::send,
                owner::schedule,
                ItemSlot.unobserved(),
                Ticker.SYSTEM,
                new ItemWatchdog(Ticker.SYSTEM, () -> {}),
                thrown -> {}));
    taskThread.add(runner::run);
    return runner;
  }

  @AfterEach
  void close() throws Exception {
    coordinator.close();
  }

  @Test
  void shouldProveItselfToACoordinatorThatHoldsTheTokenAndLeaveWithEqualCounts() throws Exception {
    handshake();
    assertThat(welcomes.take().maxDepth()).isEqualTo(500);
    link.send(new Ready());
    coordinator.hears(Ready.class);
    coordinator.says(new Shutdown());
    taskThread.take().run(); // returns when the shutdown has come
    Thread leaving = new NamedThreads("test").start("leave", this::leave);
    Goodbye goodbye = coordinator.hears(Goodbye.class);
    assertThat(coordinator.hearsTheEnd()).isTrue();
    leaving.join();
    assertThat(goodbye.framesOut()).isEqualTo(4).isEqualTo(coordinator.counters.framesIn());
    assertThat(goodbye.bytesOut()).isEqualTo(coordinator.counters.bytesIn());
    assertThat(goodbye.framesIn()).isEqualTo(3).isEqualTo(coordinator.counters.framesOut());
    assertThat(goodbye.bytesIn()).isEqualTo(coordinator.counters.bytesOut());
    assertThat(endings).isEmpty();
  }

  @Test
  void shouldEndWithoutAProofWhereTheCoordinatorsIsWrong() throws Exception {
    byte[] wrong = HandshakeProof.ofCoordinator(new byte[32], hello, nonce);
    coordinator.says(new Challenge(nonce, wrong));
    assertThat(endings.take()).isEqualTo("HANDSHAKE_REFUSED: the coordinator's proof is wrong");
    coordinator.hangUp();
    assertThat(endings.take()).startsWith("HANDSHAKE_REFUSED");
    assertThat(welcomes).isEmpty();
  }

  @Test
  void shouldNotTakeItsOwnKindOfProofFromACoordinator() throws Exception {
    coordinator.says(new Challenge(nonce, HandshakeProof.ofWorker(token, hello, nonce)));
    assertThat(endings.take()).isEqualTo("HANDSHAKE_REFUSED: the coordinator's proof is wrong");
  }

  @Test
  void shouldEndWhereTheCoordinatorClosesDuringTheHandshake() throws Exception {
    coordinator.hangUp();
    assertThat(endings.take())
        .isEqualTo("HANDSHAKE_REFUSED: the coordinator closed the connection");
  }

  @Test
  void shouldNotBeWelcomedByACoordinatorThatHasProvenNothing() throws Exception {
    coordinator.says(WELCOME);
    assertThat(endings.take())
        .startsWith("PROTOCOL_BROKEN: ")
        .contains("message WELCOME during the handshake");
    assertThat(welcomes).isEmpty();
  }

  @Test
  void shouldNotBeChallengedTwice() throws Exception {
    coordinator.says(challenge());
    coordinator.says(challenge());
    assertThat(endings.take()).contains("message CHALLENGE during the handshake");
  }

  @Test
  void shouldEndOverBytesThatMakeNoSense() throws Exception {
    coordinator.says(new byte[40]);
    assertThat(endings.take()).startsWith("PROTOCOL_BROKEN: ").contains("frame magic 0x0000");
  }

  @Test
  void shouldEndOverAMessageThatIsNoneForAWorker() throws Exception {
    handshake();
    Message odd = new Ready();
    coordinator.says(odd);
    assertThat(endings.take())
        .startsWith("PROTOCOL_BROKEN: ")
        .contains("message READY sent to a worker");
  }

  @Test
  void shouldEndWhenTheCoordinatorIsGone() throws Exception {
    handshake();
    coordinator.hangUp();
    assertThat(endings.take()).isEqualTo("COORDINATOR_GONE: the connection ended");
  }

  @Test
  void shouldCallAResetAGoneCoordinatorNotABrokenProtocol() throws Exception {
    handshake();
    coordinator.reset();
    assertThat(endings.take()).startsWith("COORDINATOR_GONE: ");
  }

  @Test
  void shouldNotTakeItsOwnLeavingForTheCoordinatorsEnd() throws Exception {
    handshake();
    leave(); // without a shutdown, as after a failed initializer
    coordinator.hears(Goodbye.class);
    assertThat(coordinator.hearsTheEnd()).isTrue();
    assertThat(endings).isEmpty();
  }

  /** As a task's thread may be: with a channel that blocks, its answer would close the link. */
  @Test
  void shouldSendFromAThreadThatIsInterrupted() throws Exception {
    handshake();
    Thread.currentThread().interrupt();
    link.send(new Ready());
    assertThat(Thread.interrupted()).isTrue();
    coordinator.hears(Ready.class);
    link.send(new Ready());
    coordinator.hears(Ready.class);
    assertThat(endings).isEmpty();
  }

  @Test
  void shouldKeepWhatTheCoordinatorDoesNotReadYetWithoutBlocking() throws Exception {
    handshake();
    int answers = 40;
    for (int i = 0; i < answers; i++) {
      link.sink().itemsDone(answer(i));
      link.sink().flush();
    }
    link.send(new Ready());
    for (int i = 0; i < answers; i++) {
      ItemsDone done = coordinator.hears(ItemsDone.class);
      assertThat(done.lease()).isEqualTo(i + 1);
      assertThat(done.values().size()).isEqualTo(1 << 20);
    }
    coordinator.hears(Ready.class);
    assertThat(endings).isEmpty();
  }

  private static ItemsDone answer(int number) {
    PayloadBlock large = new PayloadBlock(List.of(), new int[] {1 << 20}, new byte[1 << 20]);
    return new ItemsDone(
        1,
        number + 1,
        false,
        ChunkTimes.NONE,
        LongRuns.from(0, 1),
        LongRuns.repeat(0, 1),
        large,
        List.of());
  }

  @Test
  void shouldKeepTheTimeOnTheThreadThatReads() throws Exception {
    BlockingQueue<String> rung = new LinkedBlockingQueue<>();
    link.schedule(60_000_000_000L, () -> rung.add("late"));
    link.schedule(20_000_000, () -> rung.add("second"));
    link.schedule(1_000_000, () -> rung.add(Thread.currentThread().getName()));
    assertThat(rung.take()).isEqualTo("w3/io");
    assertThat(rung.take()).isEqualTo("second");
    assertThat(rung).isEmpty();
  }

  @Test
  void shouldHearWhatTheCoordinatorSaidLastAlsoWhenNothingCanBeSentAnyMore() throws Exception {
    handshake();
    welcomes.take();
    coordinator.says(new Shutdown());
    coordinator.hangUp();
    taskThread.take().run(); // returns when the shutdown has come
    for (int i = 0; i < 100; i++) {
      link.send(new Ready());
    }
    leave();
    assertThat(endings).isEmpty();
  }

  private Challenge challenge() {
    return new Challenge(nonce, HandshakeProof.ofCoordinator(token, hello, nonce));
  }

  private void handshake() throws Exception {
    coordinator.says(challenge());
    Proof proof = coordinator.hears(Proof.class);
    assertThat(proof.proof()).isEqualTo(HandshakeProof.ofWorker(token, hello, nonce));
    coordinator.says(WELCOME);
  }

  private void leave() {
    try {
      link.leave(10_000);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
