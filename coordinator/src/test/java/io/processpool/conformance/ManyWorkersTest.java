package io.processpool.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.management.OperatingSystemMXBean;
import io.processpool.Pool;
import io.processpool.api.JobOptions;
import io.processpool.api.WorkerInfo;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** More workers than processors, and what each of them takes. */
@Tag("process")
class ManyWorkersTest {

  private static final long HEAP_BYTES = 64L << 20;
  private static final long MOST_IDLE_KIB = 60 << 10;

  /** A Java gives back what compiling took when it was idle for some seconds. */
  private static final Duration IDLE = Duration.ofSeconds(60);

  private static final OperatingSystemMXBean OWN =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private static int nap(int micros) throws InterruptedException {
    TimeUnit.MICROSECONDS.sleep(micros);
    return micros;
  }

  private static void sleepOn(int workers, int items, int times) {
    long start = System.nanoTime();
    try (Pool pool = Pool.builder().workers(workers).workerHeap(HEAP_BYTES).open()) {
      pool.broadcast(() -> 1);
      System.out.printf("%d workers: ready after %d ms%n", workers, millisSince(start));
      List<Integer> all = IntStream.range(0, items).map(i -> i % 1000).boxed().toList();
      for (int i = 0; i < times; i++) {
        long begin = System.nanoTime();
        long cpu = OWN.getProcessCpuTime();
        List<Integer> results =
            pool.map(ManyWorkersTest::nap, all, JobOptions.defaults().chunkSize(10));
        assertThat(results).isEqualTo(all);
        System.out.printf(
            "%d items in %d ms, %.1f µs of the coordinator's processor time each%n",
            items, millisSince(begin), (OWN.getProcessCpuTime() - cpu) / 1e3 / items);
      }
      assertThat(pool.stats().workersLost()).isZero();
      assertThat(pool.workers()).hasSize(workers).allMatch(each -> each.items() > 0);
    }
  }

  private static long millisSince(long begin) {
    return (System.nanoTime() - begin) / 1_000_000;
  }

  @Test
  @Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void shouldRunManyShortItemsOnMoreWorkersThanProcessors() {
    sleepOn(12, 5_000, 1);
  }

  @Test
  @Tag("long")
  @Timeout(value = 600, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void shouldRunAHundredThousandShortItemsOnSixtyFourWorkers() {
    sleepOn(64, 100_000, 3);
  }

  @Test
  @Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void shouldTakeLittleMemoryForAnIdleWorker() {
    // The tests look for leaks in workers, too, which keeps stack traces of all buffers.
    List<String> asForUsers = List.of("-Dio.netty.leakDetection.level=disabled");
    try (Pool pool =
        Pool.builder().workers(2).workerHeap(HEAP_BYTES).workerJvmArguments(asForUsers).open()) {
      assertThat(pool.broadcast(() -> 1)).containsExactly(1, 1);
      await()
          .atMost(IDLE)
          .untilAsserted(
              () ->
                  assertThat(pool.workers())
                      .allSatisfy(
                          each ->
                              assertThat(residentKib(each)).isLessThanOrEqualTo(MOST_IDLE_KIB)));
    }
  }

  private static long residentKib(WorkerInfo worker) throws IOException {
    return Files.readAllLines(Path.of("/proc", Long.toString(worker.pid()), "status")).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElseThrow();
  }
}
