package io.processpool.wire;

import io.processpool.api.WorkerDeath;
import io.processpool.backend.WorkerRef;
import io.processpool.codec.HandshakeProof;
import io.processpool.codec.ProtocolVersion;
import io.processpool.concurrent.NamedThreads;
import io.processpool.concurrent.Ticker;
import io.processpool.dispatch.Dispatcher;
import io.processpool.message.ChunkReturned;
import io.processpool.message.Goodbye;
import io.processpool.message.Grown;
import io.processpool.message.Hello;
import io.processpool.message.ItemsDone;
import io.processpool.message.PayloadBlock;
import io.processpool.message.Ready;
import io.processpool.message.RemoteFailure;
import io.processpool.message.Welcome;
import io.processpool.payload.PayloadSettings;
import io.processpool.worker.guard.ItemWatchdog;
import io.processpool.worker.link.HandshakeClient;
import io.processpool.worker.link.WorkerLink;
import io.processpool.worker.run.ChunkRunner;
import io.processpool.worker.run.ItemSlot;
import io.processpool.worker.run.WorkerIdentity;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Workers that are threads of this JVM, behind real sockets and a bad line. One whose connection
 * ends is replaced.
 */
final class LocalFleet implements AutoCloseable {

  private static final long PID = 4711;

  final Dispatcher dispatcher;
  final AtomicInteger started = new AtomicInteger();
  final FaultyLine line;
  private final Map<Integer, Candidate> expected = new ConcurrentHashMap<>();
  private final NamedThreads threads = new NamedThreads("local");
  private final ExecutorService starts = threads.onDemand("start");
  private final WireServer server;
  private volatile boolean closed;

  LocalFleet(int workers, Path socket, long seed) throws Exception {
    dispatcher = new Dispatcher(workers, Ticker.SYSTEM, (nanos, task) -> {});
    server =
        WireServer.listen(
            threads,
            Optional.of(socket),
            2 * workers + 8,
            (hello, answer) -> answer.accept(expected.get(hello.worker())));
    line = new FaultyLine(java.net.UnixDomainSocketAddress.of(socket), seed);
    for (int i = 0; i < workers; i++) {
      start(i);
    }
  }

  private void start(int index) {
    if (!closed) {
      starts.execute(() -> connect(index));
    }
  }

  private void connect(int index) {
    int number = started.incrementAndGet();
    Worker worker = new Worker(index, number);
    try {
      worker.connect(line.address());
    } catch (Exception e) {
      worker.over();
    }
  }

  @Override
  public void close() {
    closed = true;
    line.close();
    server.close();
    starts.shutdown();
  }

  /** One worker: both what it does and what is heard of it. */
  private final class Worker implements WorkerEvents {

    private final int index;
    private final int number;
    private final byte[] token = HandshakeProof.randomBytes();
    private final AtomicBoolean over = new AtomicBoolean();
    private volatile SocketWorkerClient client;
    private volatile WorkerLink link;
    private volatile ChunkRunner runner;

    Worker(int index, int number) {
      this.index = index;
      this.number = number;
    }

    void connect(SocketAddress address) throws IOException {
      Welcome welcome = new Welcome(index, 500, 1 << 20, 1 << 10, 1_000, 0, 0, PayloadBlock.EMPTY);
      expected.put(number, new Candidate(new WorkerRef(index, number, PID), token, welcome, this));
      Hello hello = new Hello(ProtocolVersion.CURRENT, number, PID, HandshakeProof.randomBytes());
      link =
          WorkerLink.connect(
              threads,
              address,
              new HandshakeClient(token, hello, this::welcomed, (code, reason) -> over()));
    }

    private ChunkRunner welcomed(WorkerLink owner, Welcome welcome) {
      ChunkRunner made =
          new ChunkRunner(
              WorkerIdentity.of(welcome.workerIndex(), PID),
              new ChunkRunner.Settings(
                  PayloadSettings.defaults(getClass().getClassLoader()),
                  null,
                  welcome.flushBytes(),
                  1_000_000,
                  0),
              new ChunkRunner.Ports(
                  owner::send,
                  owner::schedule,
                  ItemSlot.unobserved(),
                  Ticker.SYSTEM,
                  new ItemWatchdog(Ticker.SYSTEM, () -> {}),
                  thrown -> {}));
      runner = made;
      threads.start(
          "task-" + number,
          () -> {
            owner.send(new Ready());
            made.run();
            leave();
          });
      return made;
    }

    /** The worker's side has noticed. */
    void over() {
      if (over.compareAndSet(false, true)) {
        expected.remove(number);
        ChunkRunner running = runner;
        if (running != null) {
          running.end(); // then its thread leaves
        } else {
          starts.execute(this::leave);
        }
        if (client == null) {
          start(index); // the coordinator never knew it
        }
      }
    }

    private void leave() {
      WorkerLink left = link;
      if (left != null) {
        try {
          left.leave(100);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      }
    }

    @Override
    public void connected(SocketWorkerClient connection) {
      client = connection;
    }

    @Override
    public void ready() {
      dispatcher.workerReady(client);
    }

    @Override
    public void startFailed(RemoteFailure failure) {}

    @Override
    public void itemsDone(ItemsDone done, long bytes) {
      dispatcher.itemsDone(client, done, bytes);
    }

    @Override
    public void returned(ChunkReturned returned, long bytes) {
      dispatcher.returned(client, returned.lease(), bytes);
    }

    @Override
    public void grown(Grown grown) {}

    @Override
    public void goodbye(Goodbye goodbye) {}

    @Override
    public void closed(String reason) {
      WorkerDeath death =
          new WorkerDeath(index, PID, 80, "cut", List.of(), Optional.empty(), Optional.empty());
      dispatcher.workerLost(client, ItemSlot.IDLE, death);
      start(index);
    }
  }
}
