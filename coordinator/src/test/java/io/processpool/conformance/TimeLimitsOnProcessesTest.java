package io.processpool.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.processpool.api.JobOptions;
import io.processpool.api.Outcome;
import io.processpool.api.Results;
import io.processpool.api.TaskFailedException;
import io.processpool.api.TaskTimeoutException;
import io.processpool.api.WorkerLostException;
import io.processpool.task.WorkerContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What only a process can promise: the code ends, and so does what it may have damaged. */
@Tag("process")
@Tag("once")
class TimeLimitsOnProcessesTest extends TimeLimitsContract {

  /** Its initializer overflows the stack, which no later use can mend. */
  static final class Broken {
    static final int VALUE = overflow(1);

    private static int overflow(int depth) {
      return overflow(depth + 1) + 1;
    }
  }

  @Override
  Backend backend() {
    return Backend.PROCESSES;
  }

  private static int spin(int value) {
    while (value >= 0) {
      Thread.onSpinWait();
    }
    return value;
  }

  @Test
  @DisplayName("123: a task that ignores interrupts is ended with its worker")
  void shouldEndATaskThatDoesNotListen() {
    List<Long> before = pool().broadcast(() -> ProcessHandle.current().pid());
    assertThatThrownBy(() -> pool().apply(TimeLimitsOnProcessesTest::spin, 1, LIMITED))
        .isInstanceOfSatisfying(
            TaskTimeoutException.class,
            e -> assertThat(e.stack()).anyMatch(frame -> frame.getMethodName().equals("spin")));
    List<Long> after = pool().broadcast(() -> ProcessHandle.current().pid());
    assertThat(after).isNotEqualTo(before);
  }

  @Test
  @DisplayName("122: a late task fails soon after its limit and takes its worker along")
  void shouldReplaceTheWorkerOfALateTask() {
    List<Long> before = pool().broadcast(() -> ProcessHandle.current().pid());
    long since = System.nanoTime();
    assertThatThrownBy(() -> pool().apply(TimeLimitsContract::stuckHere, 1, LIMITED))
        .isInstanceOf(TaskTimeoutException.class);
    assertThat(Duration.ofNanos(System.nanoTime() - since))
        .isBetween(SHORT, SHORT.plus(Duration.ofSeconds(10)));
    await().atMost(LONG).until(() -> before.stream().filter(Processes::isRunning).count() == 1);
    List<Long> after = pool().broadcast(() -> ProcessHandle.current().pid());
    assertThat(after).filteredOn(before::contains).hasSize(1).allMatch(Processes::isRunning);
  }

  @Test
  void shouldChargeNoAttemptToTheNeighboursOfALateItem() {
    JobOptions options = LIMITED.taskTimeout(ROOMY).chunkSize(6).maxAttempts(1);
    List<Integer> attempts = new ArrayList<>();
    try (Results<Outcome<Integer, Integer>> outcomes =
        pool()
            .outcomes(
                x -> x == 2 ? spin(x) : WorkerContext.current().attempt(), numbers(6), options)) {
      outcomes.forEachRemaining(
          outcome -> {
            if (outcome instanceof Outcome.Success<Integer, Integer> success) {
              attempts.add(success.value());
            }
          });
    }
    assertThat(attempts).containsExactly(1, 1, 1, 1, 1);
  }

  @Test
  void shouldNeverBeginAnItemTwiceThatMustRunAtMostOnce() {
    Gate gate = gate();
    JobOptions once = JobOptions.defaults().chunkSize(5).atMostOnce();
    List<Class<?>> ends = new ArrayList<>();
    try (Results<Outcome<Integer, Integer>> outcomes =
        pool()
            .outcomes(
                x -> {
                  gate.mark(x);
                  if (x == 2) {
                    Runtime.getRuntime().halt(1);
                  }
                  return x;
                },
                numbers(10),
                once)) {
      outcomes.forEachRemaining(
          outcome ->
              ends.add(
                  outcome instanceof Outcome.Failure<Integer, Integer> failure
                      ? failure.error().getClass()
                      : Integer.class));
    }
    assertThat(gate.marks()).doesNotHaveDuplicates().hasSize(10);
    assertThat(ends.get(2)).isEqualTo(WorkerLostException.class);
    assertThat(ends.subList(3, 10)).containsOnly(Integer.class);
  }

  @Test
  void shouldReportWhatDamagedAWorkerAndReplaceIt() {
    List<Long> before = pool().broadcast(() -> ProcessHandle.current().pid());
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> pool().submit(() -> Broken.VALUE).join())
          .isInstanceOf(TaskFailedException.class)
          .hasRootCauseInstanceOf(StackOverflowError.class);
    }
    assertThat(pool().broadcast(() -> ProcessHandle.current().pid())).isNotEqualTo(before);
  }
}
