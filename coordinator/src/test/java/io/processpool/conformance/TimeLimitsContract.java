package io.processpool.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.processpool.api.JobFuture;
import io.processpool.api.JobOptions;
import io.processpool.api.Outcome;
import io.processpool.api.Results;
import io.processpool.api.TaskTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Items and jobs that may take only so long. */
abstract class TimeLimitsContract extends PoolContract {

  static final Duration SHORT = Duration.ofMillis(200);

  /** A fresh worker loads its classes within it, however busy the machine is. */
  static final Duration ROOMY = Duration.ofSeconds(3);

  static final JobOptions LIMITED = JobOptions.defaults().taskTimeout(SHORT);

  /** Waits for ever, until it is interrupted. */
  static int stuckHere(int value) throws InterruptedException {
    new CountDownLatch(1).await();
    return value;
  }

  @Test
  @DisplayName("121: a task within its limit")
  void shouldLetATaskEndWithinItsLimit() {
    assertThat(pool().map(x -> x * x, numbers(50), LIMITED.taskTimeout(LONG)))
        .isEqualTo(squares(50));
  }

  @Test
  @DisplayName("122: a task beyond its limit fails and says where it was stuck")
  void shouldSayWhereATaskWasStuck() {
    assertThatThrownBy(() -> pool().apply(TimeLimitsContract::stuckHere, 1, LIMITED))
        .isInstanceOfSatisfying(
            TaskTimeoutException.class,
            e -> {
              assertThat(e.limit()).isEqualTo(SHORT);
              assertThat(e.itemIndex()).isZero();
              assertThat(e.stack()).anyMatch(frame -> frame.getMethodName().equals("stuckHere"));
            })
        .hasMessageContaining("item 0")
        .hasMessageContaining("ran longer than PT0.2S (taskTimeout)");
    assertThat(pool().<Integer, Integer>apply(x -> x + 1, 1)).isEqualTo(2);
  }

  @Test
  @DisplayName("124: the clock starts when the task starts, not while it waits")
  void shouldNotCountTheTimeInTheQueue() {
    JobOptions all = JobOptions.defaults().taskTimeout(ROOMY).chunkSize(12);
    // Two dozen items of 300 ms on two workers: the last ones wait longer than their limit.
    assertThat(pool().map(TimeLimitsContract::slow, numbers(24), all)).isEqualTo(numbers(24));
  }

  private static int slow(int value) throws InterruptedException {
    new CountDownLatch(1).await(300, java.util.concurrent.TimeUnit.MILLISECONDS);
    return value;
  }

  @Test
  @DisplayName("126: every second of six tasks is over its limit")
  void shouldGiveTheValuesOfTheTasksBetweenThoseOverTheirLimit() throws Exception {
    List<JobFuture<Integer>> six =
        numbers(6).stream()
            .map(
                i ->
                    i % 2 == 1
                        ? pool().applyAsync(TimeLimitsContract::stuckHere, i, LIMITED)
                        : pool().applyAsync(x -> x, i, LIMITED.taskTimeout(LONG)))
            .toList();
    for (int i = 0; i < 6; i++) {
      if (i % 2 == 1) {
        assertThat(failureOf(six.get(i))).isInstanceOf(TaskTimeoutException.class);
      } else {
        assertThat(six.get(i).get()).isEqualTo(i);
      }
    }
    assertThat(pool().map(x -> x * x, numbers(20))).isEqualTo(squares(20));
  }

  @Test
  @DisplayName("125: only the items over the limit fail, whatever the chunks")
  void shouldFailOnlyTheItemsOverTheirLimit() {
    for (int chunk : new int[] {1, 4}) {
      List<Object> ends = new ArrayList<>();
      try (Results<Outcome<Integer, Integer>> outcomes =
          pool()
              .outcomes(
                  x -> x % 4 == 1 ? stuckHere(x) : x,
                  numbers(8),
                  LIMITED.taskTimeout(ROOMY).chunkSize(chunk))) {
        outcomes.forEachRemaining(
            outcome ->
                ends.add(
                    outcome instanceof Outcome.Success<Integer, Integer> success
                        ? success.value()
                        : ((Outcome.Failure<Integer, Integer>) outcome).error().getClass()));
      }
      Class<?> late = TaskTimeoutException.class;
      assertThat(ends).as("chunk size %d", chunk).containsExactly(0, late, 2, 3, 4, late, 6, 7);
    }
  }

  @Test
  @DisplayName("135: a deadline ends the job after the results that were there")
  void shouldEndAJobAtItsDeadline() {
    JobOptions brief = JobOptions.defaults().chunkSize(1).deadline(Duration.ofSeconds(2));
    List<Integer> partial = new ArrayList<>();
    try (Results<Integer> results =
        pool().imapUnordered(x -> x < 5 ? x : stuckHere(x), numbers(100), brief)) {
      assertThatThrownBy(() -> results.forEachRemaining(partial::add))
          .isInstanceOf(TaskTimeoutException.class)
          .hasMessageContaining("took longer than PT2S (deadline)");
    }
    assertThat(partial).containsExactlyInAnyOrder(0, 1, 2, 3, 4);
  }
}
