package io.processpool.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.processpool.Pool;
import io.processpool.api.JobOptions;
import io.processpool.api.Results;
import io.processpool.api.WorkerInfo;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import javax.management.JMException;
import javax.management.ObjectName;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * T19: a long time of mixed work, with a worker killed now and then. {@code -Dfaults.soak.minutes}
 * says how long, an hour for the full test; the default keeps the long tests usable.
 */
@Tag("process")
@Tag("long")
@Timeout(value = 4, unit = TimeUnit.HOURS)
class SoakTest {

  private static final Duration TIME =
      Duration.ofMinutes(Integer.getInteger("faults.soak.minutes", 10));
  private static final int ROUND_ITEMS = 2_000;
  private static final int ROUNDS_TO_WARM_UP = 3;
  private static final int ROUNDS_BETWEEN_KILLS = 10;

  /** What a collection may leave over what it left at first. */
  private static final long HEAP_SLACK = 8 << 20;

  private static final Duration HEAP_TIME = Duration.ofSeconds(60);
  private static final int HISTOGRAM_LINES = 24;

  @Test
  @DisplayName("T19: throughput, heap, threads and open files stay as they are")
  void shouldStayAsItIs() {
    Oracle oracle = Oracle.seeded("T19");
    Random random = new Random(oracle.seed());
    List<Double> itemsPerSecond = new ArrayList<>();
    long end = System.nanoTime() + TIME.toNanos();
    try (Pool pool = Pool.builder().workers(2).workerHeap(64 << 20).open()) {
      for (int i = 0; i < ROUNDS_TO_WARM_UP; i++) {
        round(pool, oracle);
      }
      Footprint before = Footprint.now();
      long heap = heapAfterCollection();
      int kills = 0;
      while (System.nanoTime() < end) {
        if (itemsPerSecond.size() % ROUNDS_BETWEEN_KILLS == ROUNDS_BETWEEN_KILLS - 1) {
          List<WorkerInfo> ready = Workers.ready(pool);
          Workers.kill(ready.get(random.nextInt(ready.size())));
          kills++;
        }
        itemsPerSecond.add(round(pool, oracle));
        Workers.awaitIdle(pool);
      }
      before.awaitReturn();
      report(itemsPerSecond, kills);
      awaitHeap(heap);
      assertThat(pool.stats().workersLost()).isEqualTo(kills);
    }
  }

  /** Items per second of work of known length: all answers right and in order. */
  private static double round(Pool pool, Oracle oracle) {
    long start = System.nanoTime();
    long index = 0;
    try (Results<Oracle.Answer> results =
        pool.imap(
            oracle::answer,
            () -> LongStream.range(0, ROUND_ITEMS).mapToObj(oracle::item).iterator(),
            JobOptions.defaults())) {
      for (; results.hasNext(); index++) {
        assertThat(oracle.isRight(index, results.next())).as("answer %d", index).isTrue();
      }
    }
    assertThat(index).isEqualTo(ROUND_ITEMS);
    return ROUND_ITEMS * 1e9 / (System.nanoTime() - start);
  }

  /**
   * The heap comes back, too: what a collection leaves once may be held by a timer, or the
   * collection may not have taken place because some thread was in native code. What is held then
   * is printed.
   */
  private static void awaitHeap(long before) {
    await()
        .atMost(HEAP_TIME)
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofSeconds(1))
        .untilAsserted(
            () -> {
              long grown = heapAfterCollection() - before;
              System.out.printf("T19: heap %+d KiB%n", grown >> 10);
              if (grown >= HEAP_SLACK) {
                System.out.println(largestClasses());
              }
              assertThat(grown).as("bytes of heap more than at first").isLessThan(HEAP_SLACK);
            });
  }

  /** Which classes hold the heap, as {@code jcmd GC.class_histogram} says. */
  private static String largestClasses() throws JMException {
    Object histogram =
        ManagementFactory.getPlatformMBeanServer()
            .invoke(
                new ObjectName("com.sun.management:type=DiagnosticCommand"),
                "gcClassHistogram",
                new Object[] {null},
                new String[] {String[].class.getName()});
    return histogram.toString().lines().limit(HISTOGRAM_LINES).collect(Collectors.joining("\n"));
  }

  private static long heapAfterCollection() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  /** Throughput is told and not asserted: this machine may have other things to do. */
  private static void report(List<Double> itemsPerSecond, int kills) {
    int third = Math.max(1, itemsPerSecond.size() / 3);
    double first = median(itemsPerSecond.subList(0, third));
    double last =
        median(itemsPerSecond.subList(itemsPerSecond.size() - third, itemsPerSecond.size()));
    System.out.printf(
        "T19: %s, %d rounds, %d kills; first third %.0f items/s, last third %.0f (%+.1f %%)%n",
        TIME, itemsPerSecond.size(), kills, first, last, 100 * (last / first - 1));
  }

  private static double median(List<Double> values) {
    return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
  }
}
