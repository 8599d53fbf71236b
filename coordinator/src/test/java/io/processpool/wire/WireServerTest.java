package io.processpool.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.processpool.backend.WorkerRef;
import io.processpool.codec.HandshakeProof;
import io.processpool.concurrent.NamedThreads;
import io.processpool.concurrent.Ticker;
import io.processpool.message.CallShape;
import io.processpool.message.Goodbye;
import io.processpool.message.Hello;
import io.processpool.message.ItemsDone;
import io.processpool.message.OpenJob;
import io.processpool.message.PayloadBlock;
import io.processpool.message.Ready;
import io.processpool.message.RemoteFailure;
import io.processpool.message.RunChunk;
import io.processpool.message.Shutdown;
import io.processpool.message.Welcome;
import io.processpool.payload.BlockDecoder;
import io.processpool.payload.BlockEncoder;
import io.processpool.payload.PayloadSettings;
import io.processpool.runs.LongRuns;
import io.processpool.task.TaskFunction;
import io.processpool.worker.guard.ItemWatchdog;
import io.processpool.worker.link.CoordinatorAddress;
import io.processpool.worker.link.HandshakeClient;
import io.processpool.worker.link.WorkerLink;
import io.processpool.worker.run.ChunkRunner;
import io.processpool.worker.run.ItemSlot;
import io.processpool.worker.run.WorkerIdentity;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Both ends of real sockets in one JVM. */
@Timeout(60)
class WireServerTest {

  private static final int MOST_STRANGERS = 4;
  private static final PayloadSettings PAYLOAD =
      PayloadSettings.defaults(WireServerTest.class.getClassLoader());

  private final byte[] token = HandshakeProof.randomBytes();
  private final NamedThreads threads = new NamedThreads("test");
  private final BlockingQueue<Object> told = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> endings = new LinkedBlockingQueue<>();
  private final Candidate candidate =
      new Candidate(
          new WorkerRef(0, 3, 4711),
          token,
          new Welcome(0, 500, 1 << 20, 1 << 16, 5_000, 0, 0, PayloadBlock.EMPTY),
          new Told());
  private final List<SocketChannel> strangers = new ArrayList<>();
  private WireServer server;

  @TempDir private Path folder;

  private void listen(boolean unix) throws IOException {
    Optional<Path> socket = unix ? Optional.of(folder.resolve("s")) : Optional.empty();
    server =
        WireServer.listen(
            threads,
            socket,
            MOST_STRANGERS,
            (hello, answer) -> answer.accept(hello.worker() == 3 ? candidate : null));
    assertThat(server.address()).startsWith(unix ? "unix:" : "tcp:");
  }

  @AfterEach
  void close() throws IOException {
    server.close();
    for (SocketChannel stranger : strangers) {
      stranger.close();
    }
  }

  /** Puts what a worker says into a queue. */
  private final class Told implements WorkerEvents {
    @Override
    public void connected(SocketWorkerClient client) {
      told.add(client);
    }

    @Override
    public void ready() {
      told.add("ready");
    }

    @Override
    public void startFailed(RemoteFailure failure) {
      told.add(failure);
    }

    @Override
    public void itemsDone(ItemsDone done, long bytes) {
      told.add(done);
    }

    @Override
    public void returned(io.processpool.message.ChunkReturned returned, long bytes) {}

    @Override
    public void grown(io.processpool.message.Grown grown) {}

    @Override
    public void goodbye(Goodbye goodbye) {
      told.add(goodbye);
    }

    @Override
    public void closed(String reason) {
      told.add("closed:" + reason);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void shouldCarryAChunkThereAndBackAndCountTheSameOnBothEnds(boolean unix) throws Exception {
    listen(unix);
    startWorker(token);
    SocketWorkerClient client = (SocketWorkerClient) told.take();
    assertThat(told.take()).isEqualTo("ready");

    TaskFunction<byte[], Integer> function = item -> item.length;
    BlockEncoder encoder = new BlockEncoder(PAYLOAD);
    encoder.add(function);
    client.offer(new OpenJob(1, CallShape.FUNCTION, 0, 0, encoder.finish()));
    encoder.add(new byte[3_000_000]);
    RunChunk chunk =
        new RunChunk(1, 5, LongRuns.from(0, 1), LongRuns.repeat(1, 1), encoder.finish());
    client.offer(chunk);
    client.flush();
    ItemsDone done = (ItemsDone) told.take();
    assertThat(done.lease()).isEqualTo(5);
    assertThat(new BlockDecoder(PAYLOAD).decode(done.values(), 0)).isEqualTo(3_000_000);

    client.offer(new Shutdown());
    client.flush();
    Goodbye goodbye = (Goodbye) told.take();
    assertThat(told.take()).isEqualTo("closed:");
    assertThat(goodbye.framesOut()).isEqualTo(client.traffic().framesIn());
    assertThat(goodbye.bytesOut()).isEqualTo(client.traffic().bytesIn());
    assertThat(goodbye.framesIn()).isEqualTo(client.traffic().framesOut());
    assertThat(goodbye.bytesIn()).isEqualTo(client.traffic().bytesOut()).isGreaterThan(3_000_000);
    assertThat(endings).isEmpty();
  }

  @Test
  void shouldRefuseAWorkerWithAnotherToken() throws Exception {
    listen(true);
    startWorker(HandshakeProof.randomBytes());
    assertThat(endings.take()).isEqualTo("HANDSHAKE_REFUSED: the coordinator's proof is wrong");
    assertThat(told).isEmpty();
  }

  @Test
  void shouldKeepNoMoreStrangersThanThereCanBeWorkersAndSendTheFirstAway() throws Exception {
    listen(false);
    try (Logged logged = new Logged()) {
      for (int i = 0; i < MOST_STRANGERS + 40; i++) {
        strangers.add(connect());
        if (i >= MOST_STRANGERS) {
          assertThat(hasEnded(strangers.get(i - MOST_STRANGERS))).isTrue();
        }
      }
      for (SocketChannel last : strangers.subList(40, strangers.size())) {
        last.configureBlocking(false);
        assertThat(last.read(ByteBuffer.allocate(1))).isZero();
      }
      assertThat(logged.warnings())
          .hasSize(Refusals.MOST_TOLD + 1)
          .startsWith("connection refused: the first of 4 in the handshake has to make room")
          .endsWith("further connections that are refused are not told, except at level debug");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void shouldLetAWorkerInThoughStrangersHoldAllPlaces(boolean unix) throws Exception {
    listen(unix);
    for (int i = 0; i < 10 * MOST_STRANGERS; i++) {
      strangers.add(connect());
    }
    assertAWorkerGetsIn();
  }

  @Test
  void shouldNotBeThereForTheNetwork() throws Exception {
    listen(false);
    String address = server.address();
    int port = Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
    List<InetAddress> ofNetwork =
        NetworkInterface.networkInterfaces()
            .flatMap(NetworkInterface::inetAddresses)
            .filter(each -> !each.isLoopbackAddress())
            .toList();
    for (InetAddress each : ofNetwork) {
      assertThatThrownBy(() -> new Socket(each, port).close()).isInstanceOf(IOException.class);
    }
    new Socket(InetAddress.getLoopbackAddress(), port).close();
  }

  @Test
  void shouldHaveRoomAgainWhenStrangersHaveGone() throws Exception {
    listen(false);
    for (int round = 0; round < 5 * MOST_STRANGERS; round++) {
      SocketChannel stranger = connect();
      stranger.write(ByteBuffer.wrap(new byte[20])); // a mistake: it is sent away
      assertThat(hasEnded(stranger)).isTrue();
      stranger.close();
    }
    await().untilAsserted(this::assertAWorkerGetsIn);
  }

  private void assertAWorkerGetsIn() throws Exception {
    startWorker(token);
    assertThat(told.take()).isInstanceOf(SocketWorkerClient.class);
    assertThat(told.take()).isEqualTo("ready");
  }

  @Test
  void shouldServeItsWorkerAmongStrangersWhoSayNothingOrNonsense() throws Exception {
    listen(true);
    for (int i = 1; i < MOST_STRANGERS; i++) {
      SocketChannel stranger = connect();
      strangers.add(stranger);
      if (i == 1) {
        stranger.write(ByteBuffer.wrap("hello?".getBytes()));
      }
    }
    assertAWorkerGetsIn();
  }

  @Test
  void shouldEndEveryConnectionWhenItCloses() throws Exception {
    listen(true);
    SocketChannel stranger = connect();
    strangers.add(stranger);
    assertAWorkerGetsIn();
    server.close();
    assertThat(hasEnded(stranger)).isTrue();
    assertThat(told.take()).isEqualTo("closed:");
    assertThat(endings.take()).startsWith("COORDINATOR_GONE");
  }

  /** The pool ends while a worker stands at the door. */
  @Test
  void shouldTakeAnAnswerThatComesAfterItsEnd() throws Exception {
    BlockingQueue<Consumer<@Nullable Candidate>> asked = new LinkedBlockingQueue<>();
    Optional<Path> socket = Optional.of(folder.resolve("s"));
    server =
        WireServer.listen(threads, socket, MOST_STRANGERS, (hello, answer) -> asked.add(answer));
    startWorker(token);
    Consumer<@Nullable Candidate> answer = asked.take();
    server.close();
    assertThatCode(() -> answer.accept(candidate)).doesNotThrowAnyException();
  }

  private SocketChannel connect() throws IOException {
    return SocketChannel.open(CoordinatorAddress.parse(server.address()));
  }

  private static boolean hasEnded(SocketChannel stranger) {
    try {
      return stranger.read(ByteBuffer.allocate(1)) < 0;
    } catch (IOException e) {
      return true; // reset
    }
  }

  private void startWorker(byte[] secret) throws IOException {
    Hello hello = new Hello(1, 3, 4711, HandshakeProof.randomBytes());
    HandshakeClient handshake =
        new HandshakeClient(
            secret, hello, this::welcomed, (code, reason) -> endings.add(code + ": " + reason));
    WorkerLink.connect(threads, CoordinatorAddress.parse(server.address()), handshake);
  }

  private ChunkRunner welcomed(WorkerLink link, Welcome welcome) {
    ChunkRunner runner =
        new ChunkRunner(
            WorkerIdentity.of(welcome.workerIndex(), 4711),
            new ChunkRunner.Settings(PAYLOAD, null, welcome.flushBytes(), 5_000_000, 0),
            new ChunkRunner.Ports(
                link::send,
                link::schedule,
                ItemSlot.unobserved(),
                Ticker.SYSTEM,
                new ItemWatchdog(Ticker.SYSTEM, () -> {}),
                thrown -> {}));
    threads.start(
        "task",
        () -> {
          link.send(new Ready());
          runner.run();
          try {
            link.leave(10_000);
          } catch (InterruptedException e) {
            throw new AssertionError(e);
          }
        });
    return runner;
  }
}
