package io.processpool.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.processpool.Pool;
import io.processpool.api.JobOptions;
import io.processpool.api.NotSendableException;
import io.processpool.api.TaskTimeoutException;
import io.processpool.api.WorkerLostException;
import io.processpool.message.ExitCode;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** T2, continued: ends that are told by nobody, or that a JVM puts off. */
@Tag("process")
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HardEndsTest {

  private static final JobOptions ONCE = JobOptions.defaults().maxAttempts(1);

  private static final int STEPS = 16;

  private static void parkForEver() {
    while (true) {
      LockSupport.park();
    }
  }

  private static int exitBesideAHookThatHangs() {
    Runtime.getRuntime().addShutdownHook(new Thread(HardEndsTest::parkForEver));
    System.exit(7);
    return 0;
  }

  @Test
  @DisplayName("T2: a task ends the process, and a shutdown hook waits for ever")
  void shouldEndAWorkerWhoseShutdownHooksHang() {
    try (Pool pool = Pool.builder().workers(1).open()) {
      assertThatThrownBy(() -> pool.submit(HardEndsTest::exitBesideAHookThatHangs, ONCE).join())
          .isInstanceOfSatisfying(
              WorkerLostException.class,
              lost -> assertThat(lost.exitCode()).isEqualTo(ExitCode.HOOKS_HUNG.number()));
      assertThat(pool.map(x -> x + 1, List.of(1))).containsExactly(2);
    }
  }

  /** A loop that the compiler may leave without a place to stop at. */
  private static long count(int rounds) {
    long state = 1;
    for (int i = 0; i < rounds; i++) {
      for (int j = 0; j < STEPS; j++) {
        state ^= state << 13;
        state ^= state >>> 7;
        state ^= state << 17;
      }
    }
    return state;
  }

  private static long countOn() {
    long sum = 0;
    for (int i = 0; i < 300; i++) {
      sum += count(100_000 / STEPS); // until it is compiled
    }
    return sum + count(Integer.MAX_VALUE);
  }

  @Test
  @DisplayName("122: a long loop over an int cannot put off its limit")
  void shouldKeepTheLimitOfALongLoop() {
    try (Pool pool = Pool.builder().workers(1).open()) {
      pool.apply(x -> x, 1);
      long begin = System.nanoTime();
      JobOptions limited = JobOptions.defaults().taskTimeout(Duration.ofSeconds(1));
      assertThatThrownBy(() -> pool.submit(HardEndsTest::countOn, limited).join())
          .isInstanceOfSatisfying(
              TaskTimeoutException.class,
              late ->
                  assertThat(late.stack())
                      .anyMatch(frame -> frame.getMethodName().equals("count")));
      assertThat(pool.map(x -> x + 1, List.of(1))).containsExactly(2);
      // The loop takes a minute and more.
      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(20));
    }
  }

  private static int overflow(int depth) {
    return overflow(depth + 1) + 1;
  }

  /** Its initializer overflows the stack, which no later use can mend. */
  static final class Broken {
    static final int VALUE = overflow(1);

    private Broken() {}
  }

  /** Uses the broken class where it is written, or where it is read. */
  static final class Parcel implements Serializable {
    private static final long serialVersionUID = 1L;
    private final boolean whenWritten;

    Parcel(boolean whenWritten) {
      this.whenWritten = whenWritten;
    }

    private static boolean isHere() {
      return Boolean.getBoolean("in.worker");
    }

    private void writeObject(ObjectOutputStream out) throws IOException {
      if (whenWritten && isHere()) {
        out.writeInt(Broken.VALUE);
      }
      out.defaultWriteObject();
    }

    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
      in.defaultReadObject();
      if (!whenWritten && isHere()) {
        throw new IllegalStateException("value " + Broken.VALUE);
      }
    }
  }

  private static void assertReplaces(Pool pool, Supplier<Object> call) {
    long pid = pool.apply(x -> ProcessHandle.current().pid(), 1);
    assertThatThrownBy(call::get).isInstanceOf(NotSendableException.class);
    long next = pool.apply(x -> ProcessHandle.current().pid(), 1);
    assertThat(next).isNotEqualTo(pid);
  }

  @Test
  @DisplayName("T2: a class that breaks while values are coded takes its worker with it")
  void shouldReplaceAWorkerWhoseClassesBreakInCoding() {
    try (Pool pool =
        Pool.builder().workers(1).workerJvmArguments(List.of("-Din.worker=true")).open()) {
      assertReplaces(pool, () -> pool.apply(x -> new Parcel(true), 1));
      assertReplaces(pool, () -> pool.apply(x -> 1, new Parcel(false)));
    }
  }
}
