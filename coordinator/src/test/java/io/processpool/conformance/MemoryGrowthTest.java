package io.processpool.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.processpool.Pool;
import io.processpool.api.JobOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;

/** Workers that are replaced because they grow. */
@Tag("process")
@Tag("once")
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class MemoryGrowthTest {

  private static final int LEAK_BYTES = 3 << 20;
  private static final long LIMIT_BYTES = 20L << 20;

  private static final int TASKS = 60;
  private static final int TASK_MILLIS = 100;

  /** Those up to the limit, and those of some seconds until the next look. */
  private static final long MOST_TASKS = 50;

  private static final List<byte[]> LEAK = new ArrayList<>();

  private final Logger logger = (Logger) LoggerFactory.getLogger("io.processpool.fleet");
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();

  @BeforeEach
  void listen() {
    log.start();
    logger.addAppender(log);
  }

  @AfterEach
  void stopListening() {
    logger.detachAppender(log);
  }

  private List<String> warnings() {
    return List.copyOf(log.list).stream()
        .map(ILoggingEvent::getFormattedMessage)
        .filter(line -> line.contains("maxWorkerGrowth"))
        .toList();
  }

  /** Where an item ran. */
  record Ran(int item, long pid) {}

  private static Ran leak(int item) throws InterruptedException {
    LEAK.add(new byte[LEAK_BYTES]);
    Thread.sleep(TASK_MILLIS);
    return new Ran(item, ProcessHandle.current().pid());
  }

  private static Ran waste(int item) {
    int sum = 0;
    for (int i = 0; i < 10; i++) {
      sum += new byte[LEAK_BYTES].length & 1;
    }
    return new Ran(item + sum, ProcessHandle.current().pid());
  }

  @Test
  @DisplayName("117: a worker that leaks 3 MiB per task is replaced, with a warning")
  void shouldReplaceAWorkerThatLeaks() {
    try (Pool pool = Pool.builder().workers(1).maxWorkerGrowth(LIMIT_BYTES).open()) {
      List<Integer> items = IntStream.range(0, TASKS).boxed().toList();
      List<Ran> all = pool.map(MemoryGrowthTest::leak, items, JobOptions.defaults().chunkSize(1));
      assertThat(all).extracting(Ran::item).isEqualTo(items);
      Map<Long, Long> tasks =
          all.stream().collect(Collectors.groupingBy(Ran::pid, Collectors.counting()));
      System.out.println("tasks of each worker that leaked: " + tasks.values());
      assertThat(tasks.values()).hasSizeGreaterThan(1).allMatch(count -> count <= MOST_TASKS);
      assertThat(pool.stats().workersLost()).isZero();
      assertThat(warnings())
          .isNotEmpty()
          .allSatisfy(
              line ->
                  assertThat(line)
                      .contains("is replaced (maxWorkerGrowth: " + LIMIT_BYTES + ")", "pid "));
    }
  }

  @Test
  void shouldLetAWorkerStayThatOnlyMakesGarbage() {
    try (Pool pool = Pool.builder().workers(1).maxWorkerGrowth(LIMIT_BYTES).open()) {
      List<Ran> all = pool.map(MemoryGrowthTest::waste, IntStream.range(0, 200).boxed().toList());
      assertThat(all).extracting(Ran::pid).containsOnly(all.get(0).pid());
      assertThat(warnings()).isEmpty();
    }
  }
}
