package io.processpool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.processpool.api.JobCancelledException;
import io.processpool.api.NotSendableException;
import io.processpool.api.PoolBrokenException;
import io.processpool.api.PoolException;
import io.processpool.api.PoolListener;
import io.processpool.api.TaskFailedException;
import io.processpool.api.WorkerDeath;
import io.processpool.api.WorkerLostException;
import io.processpool.api.WorkerStartException;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A task in a JVM of its own, from its start to what it leaves behind: nothing. */
@Tag("process")
@Tag("once")
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class JvmProcessTest {

  private static final Duration LONG = Duration.ofSeconds(40);

  @TempDir Path folder;

  /** Says that it is there, and does not end by itself. */
  static int stay(String mark) throws Exception {
    Files.createFile(Path.of(mark));
    new CountDownLatch(1).await();
    return 0;
  }

  private JvmProcess<Integer> startStaying() {
    String mark = folder.resolve("mark").toString();
    JvmProcess<Integer> process = JvmProcess.start(() -> stay(mark));
    await().atMost(LONG).until(() -> Files.exists(Path.of(mark)));
    return process;
  }

  private static boolean isThere(long pid) {
    return ProcessHandle.current().children().anyMatch(child -> child.pid() == pid);
  }

  private static List<String> threads(String name) {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(each -> each.startsWith(name + "/"))
        .toList();
  }

  @Test
  void shouldRunOneTaskInAProcessOfItsOwnAndLeaveNothing() {
    JvmProcess<Long> process =
        JvmProcess.start(() -> ProcessHandle.current().pid(), Pool.builder().name("lonely"));
    assertThat(process.toString()).isEqualTo("JvmProcess[lonely alive]");
    long pid = process.pid();
    process.join();
    assertThat(process.isAlive()).isFalse();
    assertThat(process.exitCode()).isZero();
    assertThat(process.result()).isEqualTo(pid).isNotEqualTo(ProcessHandle.current().pid());
    assertThat(isThere(pid)).isFalse();
    await().atMost(LONG).untilAsserted(() -> assertThat(threads("lonely")).isEmpty());
    assertThat(process.toString()).isEqualTo("JvmProcess[lonely ended]");
    process.kill();
    process.terminate();
    process.close();
    assertThat(process.pid()).isEqualTo(pid);
  }

  @Test
  void shouldGiveTheResultWithoutJoin() {
    try (JvmProcess<String> process = JvmProcess.start(() -> "hello")) {
      assertThat(process.result()).isEqualTo("hello");
    }
  }

  @Test
  void shouldEndThoughNobodyWaits() {
    long pid = JvmProcess.start(() -> 1).pid();
    await().atMost(LONG).until(() -> !isThere(pid));
  }

  @Test
  void shouldJoinWithinALimit() {
    JvmProcess<Integer> process = startStaying();
    assertThat(process.join(Duration.ofMillis(50))).isFalse();
    assertThat(process.isAlive()).isTrue();
    assertThat(isThere(process.pid())).isTrue();
    assertThatThrownBy(process::exitCode)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("has not ended; wait for it with join()");
    process.kill();
    assertThat(process.join(LONG)).isTrue();
  }

  @Test
  void shouldKill() {
    JvmProcess<Integer> process = startStaying();
    process.kill();
    process.join();
    assertThat(process.exitCode()).isEqualTo(137);
    assertThat(isThere(process.pid())).isFalse();
    assertThatThrownBy(process::result)
        .isInstanceOf(WorkerLostException.class)
        .hasMessageContaining("exit code 137");
  }

  @Test
  void shouldTerminate() {
    JvmProcess<Integer> process = startStaying();
    process.terminate();
    process.join();
    assertThat(process.exitCode()).isEqualTo(143);
    assertThatThrownBy(process::result).isInstanceOf(WorkerLostException.class);
  }

  private static int exitBesideASlowHook() {
    Thread hook = new Thread(() -> LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(6)));
    Runtime.getRuntime().addShutdownHook(hook);
    System.exit(7);
    return 1;
  }

  @Test
  @Tag("long")
  void shouldGiveShutdownHooksTheTimeTheyTake() {
    JvmProcess<Integer> process = JvmProcess.start(JvmProcessTest::exitBesideASlowHook);
    process.join();
    assertThat(process.exitCode()).isEqualTo(7); // those of a pool's worker have 5 s
  }

  @Test
  void shouldKillWhatHasNotBegun() {
    JvmProcess<Integer> process = JvmProcess.start(() -> 1);
    process.kill();
    process.join();
    assertThat(process.exitCode()).isEqualTo(137);
    assertThatThrownBy(process::result)
        .isInstanceOf(PoolException.class)
        .hasMessageContaining("137");
  }

  @Test
  void shouldTellTheExitCodeOfTheTask() {
    JvmProcess<Integer> process =
        JvmProcess.start(
            () -> {
              System.exit(7);
              return 1;
            });
    process.join();
    assertThat(process.exitCode()).isEqualTo(7);
    assertThatThrownBy(process::result)
        .isInstanceOf(WorkerLostException.class)
        .hasMessageContaining("exit code 7");
  }

  @Test
  void shouldTakeAnExitWithZeroForAnEndWithoutResult() {
    JvmProcess<Integer> process =
        JvmProcess.start(
            () -> {
              Runtime.getRuntime().halt(0);
              return 1;
            });
    process.join();
    assertThat(process.exitCode()).isZero();
    assertThatThrownBy(process::result).isInstanceOf(WorkerLostException.class);
  }

  @Test
  void shouldThrowWhatTheTaskThrew() {
    Path mark = folder.resolve("ran");
    String ran = mark.toString();
    JvmProcess<Integer> process =
        JvmProcess.start(
            () -> {
              Files.createFile(Path.of(ran));
              throw new IOException("no");
            });
    process.join();
    assertThat(process.exitCode()).isEqualTo(1);
    assertThatThrownBy(process::result)
        .isInstanceOf(TaskFailedException.class)
        .hasRootCauseInstanceOf(IOException.class)
        .hasRootCauseMessage("no");
    assertThat(mark).exists();
  }

  @Test
  void shouldRefuseAResultThatCannotBeSent() {
    JvmProcess<Object> process = JvmProcess.start(Thread::currentThread);
    process.join();
    assertThat(process.exitCode()).isEqualTo(1);
    assertThatThrownBy(process::result)
        .isInstanceOf(NotSendableException.class)
        .hasMessageContaining("result of item 0");
  }

  @Test
  void shouldRefuseATaskThatCannotBeSentAndLeaveNothing() {
    Thread here = Thread.currentThread();
    PoolBuilder settings = Pool.builder().name("refused");
    assertThatThrownBy(() -> JvmProcess.start(() -> here.getName(), settings))
        .isInstanceOf(NotSendableException.class);
    await().atMost(LONG).untilAsserted(() -> assertThat(threads("refused")).isEmpty());
  }

  @Test
  void shouldTakeItsSettingsFromTheBuilder() {
    PoolBuilder settings =
        Pool.builder().workers(7).workerHeap(64 << 20).initializer(at -> at.state().put("k", "v"));
    try (JvmProcess<Object> process =
        JvmProcess.start(
            () -> {
              Object state = io.processpool.task.WorkerContext.current().state().get("k");
              return state + " " + (Runtime.getRuntime().maxMemory() >> 20);
            },
            settings)) {
      assertThat(process.result().toString()).matches("v 6\\d");
    }
  }

  @Test
  void shouldSayWhyItCannotStart() {
    PoolBuilder settings = Pool.builder().workerJvmArguments(List.of("-XX:NoSuchFlag"));
    JvmProcess<Integer> process = JvmProcess.start(() -> 1, settings);
    process.join();
    assertThat(process.exitCode()).isEqualTo(1);
    assertThatThrownBy(process::result)
        .isInstanceOf(PoolBrokenException.class)
        .hasMessageContaining("exit code 1: the JVM could not start")
        .hasStackTraceContaining("NoSuchFlag");
    assertThat(process.pid()).isPositive();
  }

  private static final long HOME = ProcessHandle.current().pid();
  private static final CountDownLatch LOST = new CountDownLatch(1);

  /** Is read here only when the worker that threw it is known to be gone. */
  static final class ReadLate extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ReadLate(String message) {
      super(message);
    }

    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
      in.defaultReadObject();
      if (ProcessHandle.current().pid() == HOME) {
        try {
          LOST.await();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      }
    }
  }

  @Test
  void shouldSayWhyItsInitializerFailedThoughTheWorkerIsGoneFirst() {
    PoolBuilder settings =
        Pool.builder()
            .listener(
                new PoolListener() {
                  @Override
                  public void onWorkerLost(WorkerDeath death) {
                    LOST.countDown();
                  }
                })
            .initializer(
                at -> {
                  throw new ReadLate("no model");
                });
    JvmProcess<Integer> process = JvmProcess.start(() -> 1, settings);
    assertThatThrownBy(process::result)
        .isInstanceOf(WorkerStartException.class)
        .hasRootCauseMessage("no model");
  }

  @Test
  void shouldSayWhyItsInitializerFailed() {
    PoolBuilder settings =
        Pool.builder()
            .initializer(
                at -> {
                  throw new IOException("no model");
                });
    JvmProcess<Integer> process = JvmProcess.start(() -> 1, settings);
    assertThatThrownBy(process::result)
        .isInstanceOf(WorkerStartException.class)
        .hasRootCauseMessage("no model");
    process.join();
    assertThat(process.exitCode()).isEqualTo(1);
  }

  @Test
  void shouldKillWhenCloseIsInterrupted() throws Exception {
    JvmProcess<Integer> process = startStaying();
    Thread closer = new Thread(process::close);
    closer.start();
    closer.interrupt();
    closer.join();
    assertThat(process.join(LONG)).isTrue();
    assertThat(isThere(process.pid())).isFalse();
    assertThat(process.exitCode()).isEqualTo(137);
  }

  @Test
  void shouldGoOnWhenTheWaitIsInterrupted() {
    JvmProcess<Integer> process = startStaying();
    Thread.currentThread().interrupt();
    assertThatThrownBy(process::join).isInstanceOf(JobCancelledException.class);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(process.isAlive()).isTrue();
    process.kill();
    process.join();
  }
}
