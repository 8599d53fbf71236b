package io.processpool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.processpool.api.JobFuture;
import io.processpool.api.JobOptions;
import io.processpool.api.PoolListener;
import io.processpool.api.WorkerInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Tag("process")
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PoolDumpTest {

  private static final Duration LONG = Duration.ofSeconds(40);

  @TempDir Path folder;

  private static int stick(int x, String mark) throws Exception {
    if (x == 6) {
      Files.writeString(Path.of(mark), Long.toString(ProcessHandle.current().pid()));
      new CountDownLatch(1).await();
    }
    return x;
  }

  @Test
  void shouldNameTheWorkerOfAStuckItem() throws Exception {
    Path mark = folder.resolve("mark");
    String name = mark.toString();
    PoolBuilder builder =
        Pool.builder()
            .workers(2)
            .name("dumped")
            .workerEnvironment(Map.of("PASSWORD", "secret"))
            .workerJvmArguments(List.of("-Dtoken=secret"));
    try (Pool pool = builder.open()) {
      assertThatThrownBy(
              () ->
                  pool.submit(
                          () -> {
                            System.exit(3);
                            return 1;
                          },
                          JobOptions.defaults().maxAttempts(1))
                      .join())
          .isNotNull();
      JobFuture<List<Integer>> map =
          pool.mapAsync(
              x -> stick(x, name),
              List.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9),
              JobOptions.defaults().chunkSize(4).label("stuck"));
      await().atMost(LONG).until(() -> Files.exists(mark) && Files.size(mark) > 0);
      long pid = Long.parseLong(Files.readString(mark));
      await()
          .atMost(LONG)
          .untilAsserted(
              () ->
                  assertThat(pool.dump())
                      .containsPattern("(?m)^ +\\d: worker number \\d+, process " + pid + ", BUSY")
                      .containsPattern(
                          "j2-c1 \\(4 items, \\d+ B\\), [\\d.]+ s old, at worker \\d \\(process "
                              + pid
                              + "\\) for [\\d.]+ s; 2 without an answer, the first is item 6"));
      assertThat(pool.dump())
          .startsWith("pool dumped: RUNNING\n")
          .contains("j2 (stuck) for ", "last deaths: 1", "ended with exit code 3")
          .contains("environment [PASSWORD]", "-Dtoken=…")
          .doesNotContain("secret");
      map.cancel(true);
    }
  }

  @Test
  void shouldTellOfItemsThatWaitForTheirBackoff() {
    JobOptions patient = JobOptions.defaults().retryOn(e -> true, 2, Duration.ofHours(1));
    try (Pool pool = Pool.builder().workers(1).inProcess().open()) {
      JobFuture<Integer> waiting =
          pool.submit(
              () -> {
                throw new IOException("later");
              },
              patient);
      await()
          .atMost(LONG)
          .untilAsserted(() -> assertThat(pool.dump()).contains("waiting for their back-off 1"));
      waiting.cancel(true);
      assertThat(pool.dump()).contains("jobs: 0");
    }
  }

  @Test
  void shouldStillSpeakWhenThePoolHasEnded() {
    Pool pool = Pool.builder().workers(1).inProcess().name("ended").open();
    pool.close();
    assertThat(pool.dump()).startsWith("pool ended: CLOSED");
  }

  @Test
  void shouldTellSinceWhenAWorkerWorksBeforeWhomASpareIsReady() {
    List<WorkerInfo> ready = new CopyOnWriteArrayList<>();
    PoolListener listener =
        new PoolListener() {
          @Override
          public void onWorkerReady(WorkerInfo worker) {
            ready.add(worker);
          }
        };
    try (Pool pool = Pool.builder().workers(1).spareWorkers(1).listener(listener).open()) {
      pool.map(x -> x, List.of(1));
      await().atMost(LONG).until(() -> ready.size() == 2);
      assertThat(pool.dump())
          .contains("more: 1 spares, Recycling[")
          .containsPattern("(?m)^ +0: worker number 0, process \\d+, IDLE, ready for ");
    }
  }
}
