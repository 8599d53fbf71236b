package io.processpool.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatObject;

import io.processpool.Pool;
import io.processpool.api.IpcCounters;
import io.processpool.api.JobFuture;
import io.processpool.api.WorkerInfo;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * T3: workers killed in the middle of a transfer of 16 MiB, either way. Arrays lie in a file that
 * is written before the worker hears of it; texts cross the socket.
 */
@Tag("process")
@Tag("once")
@Timeout(value = 1800, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TransferKillTest {

  private static final int BYTES = 16 << 20;
  private static final int FEW = 5;
  private static final int MANY = 64;

  /** Which of a process's counters grows, and how it is done. */
  private enum Direction {
    TO_WORKER("rchar"),
    FROM_WORKER("wchar"),
    TEXT_TO_WORKER("rchar"),
    TEXT_FROM_WORKER("wchar");

    final String counter;

    Direction(String counter) {
      this.counter = counter;
    }

    JobFuture<?> begin(Pool pool, long seed) {
      return switch (this) {
        case TO_WORKER -> pool.applyAsync(TransferKillTest::echoMark, bytes(seed));
        case FROM_WORKER -> pool.applyAsync(TransferKillTest::bytes, seed);
        case TEXT_TO_WORKER -> pool.applyAsync(TransferKillTest::echoMarkOfText, text(seed));
        case TEXT_FROM_WORKER -> pool.applyAsync(TransferKillTest::text, seed);
      };
    }

    Object expected(long seed) {
      return switch (this) {
        case TO_WORKER, TEXT_TO_WORKER -> echoMark(bytes(seed));
        case FROM_WORKER -> bytes(seed);
        case TEXT_FROM_WORKER -> text(seed);
      };
    }

    /** What went this way, over the sockets or beside them. */
    long crossed(IpcCounters ipc) {
      return switch (this) {
        case TO_WORKER -> ipc.bulkOut();
        case FROM_WORKER -> ipc.bulkIn();
        case TEXT_TO_WORKER -> ipc.bytesOut();
        case TEXT_FROM_WORKER -> ipc.bytesIn();
      };
    }
  }

  private static byte[] bytes(long seed) {
    byte[] bytes = new byte[BYTES];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  private static String text(long seed) {
    return new String(bytes(seed), StandardCharsets.ISO_8859_1);
  }

  private static byte[] echoMarkOfText(String argument) {
    return echoMark(argument.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** Little of all: this way only the argument is large. */
  private static byte[] echoMark(byte[] argument) {
    byte[] few = new byte[argument.length / 997];
    for (int i = 0; i < few.length; i++) {
      few[i] = argument[i * 997];
    }
    return few;
  }

  @ParameterizedTest
  @EnumSource(names = {"TO_WORKER", "TEXT_TO_WORKER"})
  @DisplayName("T3, 83: workers killed while they receive megabytes, at 5 random points")
  void shouldSurviveDeathsWhileReceiving(Direction direction) {
    killInTransfer(direction, FEW);
  }

  @ParameterizedTest
  @EnumSource(names = {"FROM_WORKER", "TEXT_FROM_WORKER"})
  @DisplayName("T3, 84: workers killed while they send megabytes, at 5 random points")
  void shouldSurviveDeathsWhileSending(Direction direction) {
    killInTransfer(direction, FEW);
  }

  @Test
  @Tag("long")
  @DisplayName("T3: the same at 64 random points, both ways")
  void shouldSurviveDeathsInManyTransfers() {
    for (Direction direction : Direction.values()) {
      killInTransfer(direction, MANY);
    }
  }

  private static void killInTransfer(Direction direction, int times) {
    Oracle oracle = Oracle.seeded("T3 " + direction);
    int kills = 0;
    try (Pool pool = Pool.builder().workers(2).workerHeap(192 << 20).open()) {
      for (int i = 0; i < times; i++) {
        Workers.awaitIdle(pool);
        long seed = oracle.mix64(i);
        long point = Long.remainderUnsigned(oracle.mix64(~i), BYTES);
        Map<WorkerInfo, Long> base = counters(pool, direction);
        JobFuture<?> transfer = direction.begin(pool, seed);
        boolean killed = killAt(point, direction, base, transfer);
        kills += killed ? 1 : 0;
        assertThatObject(transfer.join()).isEqualTo(direction.expected(seed));
      }
      Workers.awaitLost(pool, kills);
      assertThat(pool.stats().itemsDone()).isEqualTo(times);
      assertThat(direction.crossed(pool.stats().ipc()))
          .isGreaterThanOrEqualTo((long) times * BYTES);
    }
    System.out.println("T3 " + direction + ": " + kills + " kills in " + times + " transfers");
    assertThat(kills).isPositive();
  }

  private static Map<WorkerInfo, Long> counters(Pool pool, Direction direction) {
    Map<WorkerInfo, Long> counters = new HashMap<>();
    for (WorkerInfo worker : pool.workers()) {
      counters.put(worker, Workers.bytes(worker.pid(), direction.counter));
    }
    return counters;
  }

  /** Kills the first worker that has moved so many bytes; false if none did before the end. */
  private static boolean killAt(
      long point, Direction direction, Map<WorkerInfo, Long> base, JobFuture<?> transfer) {
    long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (!transfer.isDone() && System.nanoTime() < deadline) {
      for (Map.Entry<WorkerInfo, Long> each : base.entrySet()) {
        long moved = Workers.bytes(each.getKey().pid(), direction.counter) - each.getValue();
        if (moved > point) {
          Workers.kill(each.getKey());
          return true;
        }
      }
    }
    return false;
  }
}
