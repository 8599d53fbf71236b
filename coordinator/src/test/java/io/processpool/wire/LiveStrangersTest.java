package io.processpool.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import io.processpool.Pool;
import io.processpool.api.JobFuture;
import io.processpool.api.WorkerInfo;
import io.processpool.codec.MessageDecoder;
import io.processpool.codec.ProtocolVersion;
import io.processpool.frame.Frame;
import io.processpool.frame.FrameCounters;
import io.processpool.message.Challenge;
import io.processpool.message.Hello;
import io.processpool.message.Message;
import io.processpool.message.MessageType;
import io.processpool.message.Proof;
import io.processpool.worker.link.CoordinatorAddress;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Strangers at the socket of a pool that works. One of its two workers has been started and waits
 * before it connects, so that they find someone to claim to be.
 */
@Tag("process")
@Tag("once")
@Timeout(value = 600, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LiveStrangersTest {

  private static final int MOST_STRANGERS = 2 * 2 + 8;
  private static final int KINDS = 6;
  private static final Duration A_DAY = Duration.ofDays(1);
  private static final Duration LONG = Duration.ofSeconds(60);

  private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
  private final List<SocketChannel> held = new ArrayList<>();
  private final Random random = new Random(1);
  private SocketAddress address;
  private Hello claim;
  private Proof earlier = new Proof(new byte[32]);

  @TempDir private Path folder;

  @AfterEach
  void close() throws IOException {
    clock.shutdownNow();
    for (SocketChannel stranger : held) {
      stranger.close();
    }
  }

  @Test
  @DisplayName("184: two hundred strangers of every kind change nothing")
  void shouldWorkOnAmongTwoHundredStrangers() throws Exception {
    workAmong(200);
  }

  @Test
  @Tag("long")
  @DisplayName("184: ten thousand strangers of every kind change nothing")
  void shouldWorkOnAmongTenThousandStrangers() throws Exception {
    workAmong(10_000);
  }

  private void workAmong(int strangers) throws Exception {
    try (Pool pool =
            Pool.builder().workers(2).javaHome(javaThatWaits()).startTimeout(A_DAY).open();
        Logged logged = new Logged()) {
      aim(pool);
      List<Integer> numbers = IntStream.range(0, 20_000).boxed().toList();
      JobFuture<List<Integer>> job = pool.mapAsync(x -> x + 1, numbers);
      for (int i = 0; i < strangers; i++) {
        stranger(i % KINDS);
      }
      for (MessageType type : MessageType.values()) {
        assertSentAway(type);
      }
      assertThat(job.get()).isEqualTo(numbers.stream().map(x -> x + 1).toList());
      assertOnlyTheLastAreHeardAndNotForLong();
      Files.createFile(folder.resolve("go"));
      assertThat(pool.broadcast(() -> ProcessHandle.current().pid())).doesNotHaveDuplicates();
      assertThat(pool.stats().workersLost()).isZero();
      assertThat(logged.warnings()).hasSizeLessThanOrEqualTo(Refusals.MOST_TOLD + 1);
    }
  }

  /** A Java that starts one worker at once, and all others when told. */
  private Path javaThatWaits() throws IOException {
    Path home = Files.createDirectories(folder.resolve("jdk"));
    Path real = Path.of(System.getProperty("java.home"));
    Files.copy(real.resolve("release"), home.resolve("release"));
    Path java = Files.createDirectory(home.resolve("bin")).resolve("java");
    Files.writeString(
        java,
        """
        #!/bin/sh
        if ! mkdir '%1$s/first' 2>/dev/null; then
          while [ ! -e '%1$s/go' ]; do sleep 0.05; done
        fi
        exec '%2$s/bin/java' "$@"
        """
            .formatted(folder, real));
    Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
    return home;
  }

  /** Looks up what any user can see: where the pool listens, and which worker is missing. */
  private void aim(Pool pool) {
    await()
        .atMost(LONG)
        .until(
            () -> {
              List<WorkerInfo> workers = pool.workers();
              return workers.stream().anyMatch(each -> each.state() == WorkerInfo.State.IDLE)
                  && workers.stream().allMatch(each -> each.pid() > 0);
            });
    WorkerInfo missing =
        pool.workers().stream()
            .filter(each -> each.state() == WorkerInfo.State.STARTING)
            .findFirst()
            .orElseThrow();
    String[] words = ProcessHandle.of(missing.pid()).orElseThrow().info().arguments().orElseThrow();
    address = CoordinatorAddress.parse(words[words.length - 2]);
    claim = new Hello(ProtocolVersion.CURRENT, missing.number(), missing.pid(), new byte[32]);
  }

  private void stranger(int kind) throws IOException {
    SocketChannel channel = SocketChannel.open(address);
    switch (kind) {
      case 0 -> held.add(channel); // silent
      case 1 -> {
        held.add(channel); // a byte each second
        ByteBuffer bytes = ByteBuffer.wrap(Peer.bytes(claim));
        clock.scheduleAtFixedRate(() -> sayOneByte(channel, bytes), 0, 1, TimeUnit.SECONDS);
      }
      case 2 -> {
        byte[] garbage = new byte[1 + random.nextInt(4096)];
        random.nextBytes(garbage);
        garbage[0] = 'G';
        say(channel, garbage);
        if (garbage.length >= 20) {
          assertHasEnded(channel);
        } else {
          channel.close();
        }
      }
      case 3 -> {
        challenged(channel);
        say(channel, Peer.bytes(new Proof(new byte[32])));
        assertHasEnded(channel);
      }
      case 4 -> { // reflected
        Challenge challenge = challenged(channel);
        earlier = new Proof(challenge.proof());
        say(channel, Peer.bytes(earlier));
        assertHasEnded(channel);
      }
      default -> { // replayed
        challenged(channel);
        say(channel, Peer.bytes(earlier));
        assertHasEnded(channel);
      }
    }
  }

  private static void sayOneByte(SocketChannel channel, ByteBuffer bytes) {
    try {
      if (bytes.hasRemaining()) {
        channel.write(bytes.slice().limit(1));
        bytes.get();
      }
    } catch (IOException e) {
      bytes.position(bytes.limit()); // sent away
    }
  }

  private Challenge challenged(SocketChannel channel) throws IOException {
    say(channel, Peer.bytes(claim));
    FrameDecoder decoder = new FrameDecoder(new FrameCounters());
    EmbeddedChannel reader = new EmbeddedChannel(decoder);
    Frame frame = null;
    while (frame == null) {
      ByteBuffer bytes = ByteBuffer.allocate(256);
      assertThat(channel.read(bytes)).isPositive();
      reader.writeInbound(io.netty.buffer.Unpooled.wrappedBuffer(bytes.flip()));
      frame = reader.readInbound();
    }
    reader.finishAndReleaseAll();
    return (Challenge) MessageDecoder.decode(frame);
  }

  private void assertSentAway(MessageType type) throws IOException {
    try (SocketChannel channel = SocketChannel.open(address)) {
      Message message =
          type == MessageType.HELLO ? new Hello(9, 9, 9, new byte[32]) : Peer.sample(type);
      say(channel, Peer.bytes(message));
      assertHasEnded(channel);
    }
  }

  private static void say(SocketChannel channel, byte[] bytes) {
    try {
      channel.write(ByteBuffer.wrap(bytes));
    } catch (IOException e) {
      // Sent away before all was said.
    }
  }

  private static void assertHasEnded(SocketChannel channel) throws IOException {
    assertThat(hasEnded(channel)).isTrue();
    channel.close();
  }

  private static boolean hasEnded(SocketChannel channel) {
    try {
      return channel.read(ByteBuffer.allocate(1)) < 0;
    } catch (IOException e) {
      return true; // reset
    }
  }

  private void assertOnlyTheLastAreHeardAndNotForLong() throws IOException {
    long bytes =
        PooledByteBufAllocator.DEFAULT.pinnedDirectMemory()
            + PooledByteBufAllocator.DEFAULT.pinnedHeapMemory();
    assertThat(bytes).as("buffers of %d strangers", held.size()).isLessThan(1 << 20);
    int open = 0;
    for (SocketChannel stranger : held) {
      stranger.configureBlocking(false);
      open += hasEnded(stranger) ? 0 : 1;
    }
    assertThat(open).isLessThanOrEqualTo(MOST_STRANGERS);
    await().atMost(LONG).until(() -> held.stream().allMatch(LiveStrangersTest::hasEnded));
  }
}
