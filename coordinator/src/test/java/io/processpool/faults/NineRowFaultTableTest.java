package io.processpool.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.processpool.Pool;
import io.processpool.api.JobOptions;
import io.processpool.api.NotSendableException;
import io.processpool.api.PoolException;
import io.processpool.api.RemoteTaskException;
import io.processpool.api.Results;
import io.processpool.api.TaskFailedException;
import io.processpool.api.WorkerLostException;
import io.processpool.api.WorkerStartException;
import io.processpool.conformance.ChildJvm;
import io.processpool.conformance.Gate;
import io.processpool.task.TaskFunction;
import io.processpool.task.WorkerContext;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The table of docs/fault-table.md, row by row: 12 tasks on 2 workers, one of them bad. */
@Tag("process")
@Tag("once")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@SuppressWarnings("serial")
class NineRowFaultTableTest {

  private static final int TASKS = 12;
  private static final int BAD = 6;
  private static final Duration TWO_SECONDS = Duration.ofSeconds(2);

  @TempDir Path folder;
  private Pool pool;

  @BeforeAll
  void openPool() {
    pool = Pool.builder().workers(2).name("table").open();
  }

  @AfterAll
  void closePool() {
    pool.close();
  }

  private static List<Integer> numbers() {
    return IntStream.range(0, TASKS).boxed().toList();
  }

  private <T> List<Object> run(TaskFunction<T, Object> task, List<T> items, JobOptions options) {
    List<Object> all = new ArrayList<>();
    try (Results<Object> results = pool.imap(task, items, options)) {
      while (results.hasNext()) {
        try {
          all.add(results.next());
        } catch (PoolException e) {
          all.add(e);
        }
      }
    }
    return all;
  }

  /** The bad one ends with this exception, the other eleven are good, and so is the pool. */
  private <T, E extends PoolException> E elevenAndAnError(
      Class<E> type, TaskFunction<T, Object> task, List<T> items, JobOptions options) {
    List<Object> all = run(task, items, options);
    assertThat(all).hasSize(TASKS);
    PoolException error = (PoolException) all.remove(BAD);
    assertThat(error).isInstanceOf(type).hasMessageContaining("item " + BAD);
    assertThat(all).containsExactly(0, 1, 2, 3, 4, 5, 7, 8, 9, 10, 11);
    assertThat(pool.map(x -> x + 1, List.of(1, 2, 3))).containsExactly(2, 3, 4);
    return type.cast(error);
  }

  private static Object killedOnce(int x) throws Exception {
    if (x == BAD && WorkerContext.current().attempt() == 1) {
      CrashKind.KILL.happen();
    }
    return x;
  }

  @Test
  @DisplayName("row 1: a worker is killed by signal 9: 12 good")
  void shouldGiveTwelveGoodThoughAWorkerIsKilled() {
    long lost = pool.stats().workersLost();
    assertThat(run(NineRowFaultTableTest::killedOnce, numbers(), JobOptions.defaults()))
        .isEqualTo(numbers());
    assertThat(pool.stats().workersLost()).isEqualTo(lost + 1);
  }

  @Test
  @DisplayName("row 1: a worker is killed by signal 9, at most once: 11 good, 1 error")
  void shouldGiveElevenGoodAtMostOnce() {
    WorkerLostException error =
        elevenAndAnError(
            WorkerLostException.class,
            NineRowFaultTableTest::killedOnce,
            numbers(),
            JobOptions.defaults().atMostOnce().chunkSize(1));
    assertThat(error.exitCode()).isEqualTo(128 + 9);
    assertThat(error).hasMessageContaining("SIGKILL");
  }

  @Test
  @DisplayName("row 2: the task exits its process: 11 good, an error that names the exit")
  void shouldNameTheExitOfATask() {
    WorkerLostException error =
        elevenAndAnError(
            WorkerLostException.class,
            x -> {
              if (x == BAD) {
                System.exit(7);
              }
              return x;
            },
            numbers(),
            JobOptions.defaults());
    assertThat(error.exitCode()).isEqualTo(7);
    assertThat(error)
        .hasMessageContainingAll(
            "lost its worker in attempt 3",
            "pid " + error.death().pid(),
            "exit code 7",
            "task ended the process with exit 7");
  }

  /** Holds something that lives in one process. */
  record Report(String title, List<Object> parts) {}

  @Test
  @DisplayName("row 3: the result cannot be serialized: 11 good, an error with the path")
  void shouldNameThePathToWhatCannotBeSent() {
    NotSendableException error =
        elevenAndAnError(
            NotSendableException.class,
            x -> x == BAD ? new Report("r", List.of("text", Thread.currentThread())) : x,
            numbers(),
            JobOptions.defaults());
    assertThat(error)
        .hasMessageContainingAll("result of item 6", "parts", "[1]", "java.lang.Thread");
  }

  /** Can be rebuilt nowhere but where it was made. */
  static final class Homesick extends Exception {
    private final long home = ProcessHandle.current().pid();

    Homesick(String message) {
      super(message);
    }

    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
      in.defaultReadObject();
      requireHome(home);
    }
  }

  private static void requireHome(long home) throws IOException {
    if (home != ProcessHandle.current().pid()) {
      throw new IOException("not at home");
    }
  }

  @Test
  @DisplayName("row 4: the exception cannot be rebuilt in the parent: 11 good, a stand-in")
  void shouldStandInForAnExceptionThatCannotBeRebuilt() {
    TaskFailedException error =
        elevenAndAnError(
            TaskFailedException.class,
            x -> {
              if (x == BAD) {
                throw new Homesick("six is bad");
              }
              return x;
            },
            numbers(),
            JobOptions.defaults());
    assertThat(error.getCause())
        .isInstanceOf(RemoteTaskException.class)
        .hasMessageContainingAll(Homesick.class.getName(), "six is bad");
    assertThat(error.getCause().getStackTrace()[0].getClassName())
        .startsWith(NineRowFaultTableTest.class.getName());
  }

  /** As an argument it cannot be rebuilt in a worker. */
  static final class Parcel implements Serializable {
    private final long home = ProcessHandle.current().pid();

    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
      in.defaultReadObject();
      requireHome(home);
    }
  }

  @Test
  @DisplayName("row 5: the argument cannot be rebuilt in the worker: 11 good, 1 error")
  void shouldFailTheArgumentThatCannotBeRebuilt() {
    List<Object> items = new ArrayList<>(numbers());
    items.set(BAD, new Parcel());
    NotSendableException error =
        elevenAndAnError(NotSendableException.class, x -> x, items, JobOptions.defaults());
    assertThat(error).hasMessageContaining("not at home");
  }

  @Test
  @DisplayName("row 6: the initializer throws: the original error, no respawn storm")
  void shouldGiveTheInitializersErrorWithoutARespawnStorm() {
    Gate starts = Gate.in(folder);
    try (Pool own =
        Pool.builder()
            .workers(2)
            .initializer(
                worker -> {
                  starts.mark("start");
                  throw new IllegalStateException("no licence");
                })
            .open()) {
      assertThatThrownBy(() -> own.map(x -> x, numbers()))
          .isInstanceOf(WorkerStartException.class)
          .cause()
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("no licence");
      await()
          .during(TWO_SECONDS)
          .atMost(Duration.ofSeconds(30))
          .until(() -> starts.marks().size() <= 2);
      assertThatThrownBy(() -> own.map(x -> x, numbers())).hasRootCauseMessage("no licence");
      assertThat(starts.marks()).hasSizeBetween(1, 2);
    }
  }

  @ParameterizedTest(name = "window {0}")
  @CsvSource({"0, 16384", "100, 100"}) // 8,192 for each of two workers, unless set
  @DisplayName("row 7: inputs pulled in 2 s while the consumer idles: at most the window")
  void shouldPullAtMostTheWindowWhileTheConsumerIdles(int window, long most) {
    AtomicLong pulled = new AtomicLong();
    Iterable<Long> endless = () -> LongStream.generate(pulled::incrementAndGet).iterator();
    JobOptions options = window == 0 ? JobOptions.defaults() : JobOptions.defaults().window(window);
    try (Results<Long> results = pool.imap(x -> x, endless, options)) {
      assertThat(results.next()).isEqualTo(1);
      await()
          .during(TWO_SECONDS)
          .atMost(Duration.ofSeconds(30))
          .until(() -> pulled.get() <= most + 1);
    }
    System.out.println("pulled " + pulled + " in 2 s, window " + most);
  }

  @ParameterizedTest(name = "{0} workers")
  @CsvSource({"idle, 2", "busy, 4"})
  @DisplayName("rows 8, 9: the parent is killed: its workers are gone within 2 s")
  void shouldEndTheWorkersOfAKilledParent(String program, int processes) throws Exception {
    Gate gate = Gate.in(folder);
    try (ChildJvm parent =
        ChildJvm.start(
            folder, folder, List.of("-Xmx128m"), FaultPrograms.class, program, gate.folder())) {
      gate.awaitMarks(processes);
      List<ProcessHandle> workers = Workers.handles(gate.marks().stream());
      assertThat(workers).hasSize(processes).allMatch(ProcessHandle::isAlive);
      parent.kill();
      long millis = Workers.awaitGone(workers);
      System.out.println(program + " workers were gone after " + millis + " ms");
      assertThat(Duration.ofMillis(millis)).isLessThan(TWO_SECONDS);
    }
  }
}
