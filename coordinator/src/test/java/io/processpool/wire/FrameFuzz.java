package io.processpool.wire;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.PooledByteBufAllocator;
import io.processpool.wire.FuzzedEnd.Findings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.slf4j.LoggerFactory;

/**
 * Feeds mutated frames, cut anywhere, to both ends of connections; a program of its own, so that
 * its heap can be small. Arguments: the folder of golden frames, how many cases, the seed.
 */
final class FrameFuzz {

  private static final long MOST_BYTES = 8 << 20;
  private static final long MOST_NANOS = 2_000_000_000;
  private static final int RUNNER_CASES = 500;
  private static final com.sun.management.ThreadMXBean THREADS =
      (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final List<byte[]> corpus;
  private final Random random;
  private final Mutations mutations;
  private final Findings findings = new Findings();
  private final Queue<String> leaks = new ConcurrentLinkedQueue<>();
  private long slowestNanos;

  private FrameFuzz(List<byte[]> corpus, long seed) {
    this.corpus = corpus;
    this.random = new Random(seed);
    this.mutations = new Mutations(random);
  }

  public static void main(String[] arguments) throws IOException {
    int cases = Integer.parseInt(arguments[1]);
    FrameFuzz fuzz = new FrameFuzz(golden(Path.of(arguments[0])), Long.parseLong(arguments[2]));
    ((Logger) LoggerFactory.getLogger("io.processpool")).setLevel(Level.OFF);
    ByteBufUtil.setLeakListener((type, records) -> fuzz.leaks.add(type + ": " + records));
    fuzz.run(cases);
  }

  static List<byte[]> golden(Path folder) throws IOException {
    List<byte[]> frames = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.sorted().toList()) {
        StringBuilder hex = new StringBuilder();
        Files.readAllLines(file).stream()
            .filter(line -> !line.startsWith("#"))
            .forEach(line -> hex.append(line.replace(" ", "")));
        frames.add(HexFormat.of().parseHex(hex));
      }
    }
    return frames;
  }

  private void run(int cases) {
    for (FuzzedEnd end : FuzzedEnd.values()) {
      end.open(findings).close(); // classes are loaded: no part of the first case
    }
    for (int i = 0; i < cases; i++) {
      if (i % RUNNER_CASES == 0) {
        findings.renewRunner();
      }
      try {
        one();
      } catch (Throwable e) {
        throw new AssertionError("case " + i, e);
      }
      if (!findings.wrong.isEmpty()) {
        throw new AssertionError("case " + i, findings.wrong.get(0));
      }
    }
    int leaked = countLeaks();
    ByteBuf forgotten = PooledByteBufAllocator.DEFAULT.directBuffer(1);
    forgotten = null; // to see that leaks would be heard of
    boolean heard = countLeaks() > leaked && forgotten == null;
    System.out.printf(
        "%d cases: %d messages, %d refused, slowest %d ms, %d leaks%s%n",
        cases,
        findings.messages,
        findings.refused,
        slowestNanos / 1_000_000,
        leaked,
        heard ? "" : ", but the detector is deaf");
    System.out.println(leaks.stream().limit(leaked).toList());
  }

  private void one() {
    FuzzedEnd[] ends = FuzzedEnd.values();
    FuzzedEnd end = ends[random.nextInt(ends.length)];
    byte[] bytes = mutant();
    long bytesBefore = THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
    long start = THREADS.getCurrentThreadCpuTime();
    FuzzedEnd.OpenEnd open = end.open(findings);
    for (int at = 0; at < bytes.length && open.isOpen(); ) {
      int next = random.nextBoolean() ? bytes.length : at + 1 + random.nextInt(bytes.length - at);
      open.reads(Arrays.copyOfRange(bytes, at, next));
      at = next;
    }
    open.close();
    long busy = THREADS.getCurrentThreadCpuTime() - start; // a loaded machine is no slow case
    slowestNanos = Math.max(slowestNanos, busy);
    long allocated = THREADS.getThreadAllocatedBytes(Thread.currentThread().getId()) - bytesBefore;
    if (busy > MOST_NANOS) {
      throw new AssertionError(end + " took " + busy + " ns");
    }
    if (allocated > MOST_BYTES) {
      throw new AssertionError(end + " allocated " + allocated + " bytes");
    }
  }

  /** One frame in four is whole, so that what comes behind is met in another state. */
  private byte[] mutant() {
    ByteArrayOutputStream frames = new ByteArrayOutputStream();
    for (int i = random.nextInt(3); i > 0; i--) {
      byte[] frame = corpus.get(random.nextInt(corpus.size()));
      frames.writeBytes(random.nextInt(4) == 0 ? frame : mutations.apply(frame));
    }
    frames.writeBytes(mutations.apply(corpus.get(random.nextInt(corpus.size()))));
    return frames.toByteArray();
  }

  /** A leak is noticed when a buffer is made after the collector has found the lost one. */
  private int countLeaks() {
    for (int i = 0; i < 20; i++) {
      System.gc();
      PooledByteBufAllocator.DEFAULT.directBuffer(1).release();
    }
    return leaks.size();
  }
}
