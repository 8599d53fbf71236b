package io.processpool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatObject;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.processpool.api.JobFuture;
import io.processpool.api.JobOptions;
import io.processpool.api.Results;
import java.io.Serializable;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;

/** What a program drops without closing it ends, once the collector has found it. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class AbandonedTest {

  private static final Duration LONG = Duration.ofSeconds(40);

  private final Logger logger = (Logger) LoggerFactory.getLogger("io.processpool");
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();

  @BeforeEach
  void listen() {
    log.start();
    logger.addAppender(log);
  }

  @AfterEach
  void stop() {
    logger.detachAppender(log);
  }

  private List<String> warnings() {
    return List.copyOf(log.list).stream()
        .filter(event -> event.getLevel() == Level.WARN)
        .map(ILoggingEvent::getFormattedMessage)
        .toList();
  }

  private static PoolBuilder threads(String name) {
    return Pool.builder().workers(2).inProcess().name(name);
  }

  private static List<Integer> numbers() {
    return IntStream.range(0, 1000).boxed().toList();
  }

  private static void awaitCollected(org.assertj.core.api.ThrowableAssert.ThrowingCallable check) {
    await()
        .atMost(LONG)
        .pollInterval(Duration.ofMillis(20))
        .untilAsserted(
            () -> {
              System.gc();
              check.call();
            });
  }

  private static List<String> threadsOf(String pool) {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.startsWith(pool + "/"))
        .toList();
  }

  private static void takeOneAndDrop(Pool pool) {
    assertThat(pool.imap(x -> x, numbers(), JobOptions.defaults().window(4)).next()).isZero();
  }

  @Test
  @DisplayName("140: results that were dropped do not stay in their pool")
  void shouldEndTheJobOfDroppedResults() {
    try (Pool pool = threads("dropper").open()) {
      takeOneAndDrop(pool);
      assertThat(pool.dump()).contains("jobs: 1");
      awaitCollected(() -> assertThat(pool.dump()).contains("jobs: 0"));
      assertThat(warnings())
          .anyMatch(text -> text.startsWith("dropper: the results of j1 were dropped without"));
      assertThatObject(pool.apply(x -> x, 3)).isEqualTo(3);
    }
  }

  @Test
  void shouldSayNothingOfResultsThatWereReadToTheEndOrClosed() {
    try (Pool pool = threads("reader").open()) {
      pool.imap(x -> x, numbers()).forEachRemaining(x -> {});
      pool.imap(x -> x, numbers()).close();
      try (Stream<Integer> stream = pool.imap(x -> x, numbers()).stream()) {
        assertThat(stream.limit(3)).hasSize(3);
      }
      for (int i = 0; i < 5; i++) {
        System.gc();
      }
      assertThat(pool.dump()).contains("jobs: 0");
    }
    assertThat(warnings()).noneMatch(text -> text.contains("dropped"));
  }

  private static JobFuture<Integer> submitAndDrop(String name) {
    return threads(name)
        .open()
        .submit(
            () -> {
              Thread.sleep(300);
              return 42;
            });
  }

  @Test
  @DisplayName("154: a pool that was dropped finishes its work and ends, with a warning")
  void shouldEndADroppedPoolWhenItsWorkIsDone() {
    JobFuture<Integer> pending = submitAndDrop("orphan");
    awaitCollected(() -> assertThat(threadsOf("orphan")).noneMatch(t -> t.contains("/task-")));
    assertThat(pending.join()).isEqualTo(42);
    assertThat(warnings())
        .anyMatch(text -> text.startsWith("orphan: the pool was dropped without close()"));
  }

  private static Iterator<Integer> iterateAndDrop() {
    return threads("lazy").open().imap(x -> x, numbers(), JobOptions.defaults().window(4));
  }

  @Test
  void shouldKeepAPoolWhoseResultsAreStillRead() {
    Iterator<Integer> results = iterateAndDrop();
    for (int i = 0; i < 1000; i++) {
      if (i % 100 == 0) {
        System.gc();
      }
      assertThat(results.next()).isEqualTo(i);
    }
    assertThat(warnings()).noneMatch(text -> text.startsWith("lazy: the pool was dropped"));
    results = List.<Integer>of().iterator();
    assertThat(results.hasNext()).isFalse();
    awaitCollected(() -> assertThat(threadsOf("lazy")).noneMatch(t -> t.contains("/task-")));
  }

  @Test
  void shouldKeepAPoolWhoseExecutorIsStillUsed() throws Exception {
    ExecutorService executor = threads("served").open().asExecutorService();
    for (int i = 0; i < 5; i++) {
      System.gc();
      assertThat(executor.submit((Callable<Integer> & Serializable) () -> 1).get()).isEqualTo(1);
    }
    assertThat(warnings()).noneMatch(text -> text.startsWith("served: the pool was dropped"));
    executor.shutdown();
  }

  private static List<Long> workOnProcessesAndDrop() {
    Pool pool = Pool.builder().workers(2).name("lost").open();
    Results<Integer> untaken = pool.imap(x -> x, numbers());
    assertThat(untaken.next()).isZero();
    return pool.broadcast(() -> ProcessHandle.current().pid());
  }

  @Test
  @Tag("process")
  @DisplayName("154: the processes of a dropped pool end")
  void shouldEndTheProcessesOfADroppedPool() {
    List<Long> pids = workOnProcessesAndDrop();
    awaitCollected(
        () ->
            assertThat(ProcessHandle.current().children().map(ProcessHandle::pid))
                .doesNotContainAnyElementsOf(pids));
    await().atMost(LONG).untilAsserted(() -> assertThat(threadsOf("lost")).isEmpty());
    assertThat(warnings()).anyMatch(text -> text.startsWith("lost: the pool was dropped"));
  }
}
