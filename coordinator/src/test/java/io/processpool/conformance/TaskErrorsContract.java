package io.processpool.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatObject;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.processpool.Pool;
import io.processpool.api.JobFuture;
import io.processpool.api.JobOptions;
import io.processpool.api.OnError;
import io.processpool.api.PoolException;
import io.processpool.api.RemoteTaskException;
import io.processpool.api.Results;
import io.processpool.api.TaskFailedException;
import io.processpool.task.TaskFunction;
import io.processpool.task.WorkerContext;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tasks that throw. */
@SuppressWarnings("serial")
abstract class TaskErrorsContract extends PoolContract {

  private static final JobOptions FINISH = JobOptions.defaults().onError(OnError.FINISH);

  /** Cannot be changed after it was made. */
  static final class Frozen extends Exception {
    final int code;
    final List<String> details;

    Frozen(int code, List<String> details) {
      super("code " + code);
      this.code = code;
      this.details = List.copyOf(details);
    }
  }

  /** Holds what cannot be sent. */
  static final class Unsendable extends Exception {
    final Thread thread = Thread.currentThread();

    Unsendable(String message) {
      super(message);
    }
  }

  /** Can be sent and not be rebuilt. */
  static final class Unreadable extends Exception {
    Unreadable(String message) {
      super(message);
    }

    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
      in.defaultReadObject();
      throw new IOException("never again");
    }
  }

  /** Its text depends on what is not sent along. */
  static final class Speechless extends RuntimeException {
    private final transient String text;

    Speechless(String text) {
      this.text = text;
    }

    @Override
    public String getMessage() {
      return text.trim();
    }
  }

  private TaskFailedException failure(TaskFunction<Integer, Integer> function) {
    return catchThrowableOfType(TaskFailedException.class, () -> pool().apply(function, 13));
  }

  private static int explode(int item) {
    throw new IllegalArgumentException("bad item " + item);
  }

  @Test
  @DisplayName("43, 44: the exception arrives with type, message and the worker's stack")
  void shouldThrowWhatTheTaskThrew() {
    TaskFailedException failure = failure(TaskErrorsContract::explode);
    assertThat(failure.getCause())
        .isExactlyInstanceOf(IllegalArgumentException.class)
        .hasMessage("bad item 13");
    assertThat(Arrays.stream(failure.getCause().getStackTrace()))
        .anyMatch(
            frame ->
                frame.getMethodName().equals("explode")
                    && "TaskErrorsContract.java".equals(frame.getFileName())
                    && frame.getLineNumber() > 0);
    StringWriter printed = new StringWriter();
    failure.printStackTrace(new PrintWriter(printed));
    assertThat(printed.toString())
        .contains("explode(TaskErrorsContract.java:")
        .contains("shouldThrowWhatTheTaskThrew(TaskErrorsContract.java:");
  }

  @Test
  @DisplayName("57: the error names item, input, worker and process")
  void shouldSayWhichInputFailedWhere() {
    TaskFailedException failure = failure(TaskErrorsContract::explode);
    assertThat(failure)
        .hasMessageContainingAll("contract", "item 0", "worker " + failure.worker(), "input: 13");
    assertThat(failure.pool()).isEqualTo("contract");
    assertThat(failure.worker()).isBetween(0, 1);
    assertThat(failure.attempt()).isEqualTo(1);
    assertThat(pool().workers()).anyMatch(worker -> worker.pid() == failure.pid());
    String large = "x".repeat(100_000);
    PoolException shortened =
        catchThrowableOfType(
            PoolException.class, () -> pool().apply((String s) -> explode(s.length()), large));
    assertThat(shortened.getMessage()).hasSizeLessThan(1_000);
  }

  @Test
  @DisplayName("45, 46: a failure harms neither other tasks nor the worker")
  void shouldGoOnAfterFailures() throws Exception {
    long lost = pool().stats().workersLost();
    var good = pool().submit(() -> 1);
    var bad = pool().applyAsync(TaskErrorsContract::explode, 2);
    assertThat(good.join()).isEqualTo(1);
    assertThat(failureOf(bad)).isInstanceOf(TaskFailedException.class);
    for (int i = 0; i < 20; i++) {
      assertThat(failure(TaskErrorsContract::explode)).isNotNull();
      assertThatObject(pool().apply(x -> x + 1, i)).isEqualTo(i + 1);
    }
    assertThat(pool().stats().workersLost()).isEqualTo(lost);
  }

  @Test
  @DisplayName("46: the next task runs in the worker whose task failed")
  void shouldUseTheWorkerOfAFailedTaskAgain() {
    try (Pool own = backend().open(1)) {
      TaskFailedException failure =
          catchThrowableOfType(
              TaskFailedException.class, () -> own.apply(TaskErrorsContract::explode, 13));
      assertThatObject(own.submit(() -> WorkerContext.current().pid()).join())
          .isEqualTo(failure.pid());
    }
  }

  /** Neither Exception nor Error. */
  static final class Odd extends Throwable {
    Odd(String message) {
      super(message);
    }
  }

  private static <E extends Throwable> void sneak(Throwable thrown) throws E {
    @SuppressWarnings("unchecked")
    E any = (E) thrown;
    throw any;
  }

  @Test
  @DisplayName("47: errors and other throwables are failures of that item")
  void shouldReportErrors() {
    assertThat(
            failure(
                x -> {
                  throw new AssertionError("asserted");
                }))
        .hasCauseExactlyInstanceOf(AssertionError.class);
    assertThat(
            failure(
                x -> {
                  TaskErrorsContract.<RuntimeException>sneak(new Odd("odd"));
                  return x;
                }))
        .hasCauseExactlyInstanceOf(Odd.class)
        .hasRootCauseMessage("odd");
    assertThatObject(pool().apply(x -> x, 1)).isEqualTo(1);
  }

  @Test
  @DisplayName("48: an exception with final fields arrives intact")
  void shouldKeepTheFieldsOfExceptions() {
    TaskFailedException failure =
        failure(
            x -> {
              throw new Frozen(x, List.of("a", "b"));
            });
    assertThat(failure.getCause()).isInstanceOf(Frozen.class).hasMessage("code 13");
    Frozen cause = (Frozen) failure.getCause();
    assertThat(cause.code).isEqualTo(13);
    assertThat(cause.details).containsExactly("a", "b");
  }

  @Test
  @DisplayName("49: a stand-in arrives for exceptions that cannot be sent, twenty times")
  void shouldStandInForWhatCannotBeSent() {
    long lost = pool().stats().workersLost();
    for (int i = 0; i < 20; i++) {
      TaskFailedException failure =
          failure(
              x -> {
                throw new Unsendable("holds a thread");
              });
      assertStandIn(failure, Unsendable.class, "holds a thread");
    }
    assertThat(pool().stats().workersLost()).isEqualTo(lost);
  }

  private static void assertStandIn(
      TaskFailedException failure, Class<?> original, String message) {
    assertThat(failure.getCause()).isInstanceOf(RemoteTaskException.class);
    RemoteTaskException standIn = (RemoteTaskException) failure.getCause();
    assertThat(standIn.className()).isEqualTo(original.getName());
    assertThat(standIn.originalMessage()).isEqualTo(message);
    assertThat(standIn.getStackTrace()[0].getFileName()).isEqualTo("TaskErrorsContract.java");
  }

  @Test
  @DisplayName("50: a stand-in arrives for exceptions that cannot be rebuilt")
  void shouldStandInForWhatCannotBeRebuilt() {
    TaskFailedException failure =
        failure(
            x -> {
              throw new Unreadable("only once");
            });
    assertStandIn(failure, Unreadable.class, "only once");
  }

  @Test
  @DisplayName("50: an exception whose own methods throw fails its item alone")
  void shouldSurviveExceptionsThatCannotSpeak() {
    TaskFailedException failure =
        failure(
            x -> {
              throw new Speechless("said in the worker");
            });
    assertStandIn(failure, Speechless.class, "said in the worker");
    assertThatObject(pool().apply(x -> x, 1)).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 7, 100})
  @DisplayName("51: a lazy map throws at the item's position and goes on, for any chunks")
  void shouldThrowAtThePositionOfTheItem(int chunk) {
    JobOptions options =
        chunk == 0 ? JobOptions.defaults() : JobOptions.defaults().chunkSize(chunk);
    try (Results<Integer> results =
        pool().imap(x -> x == 7 || x == 8 ? explode(x) : x, numbers(20), options)) {
      for (int i = 0; i < 20; i++) {
        if (i == 7 || i == 8) {
          long index = i;
          assertThatThrownBy(results::next)
              .isInstanceOfSatisfying(
                  TaskFailedException.class, e -> assertThat(e.itemIndex()).isEqualTo(index));
        } else {
          assertThat(results.next()).isEqualTo(i);
        }
      }
      assertThat(results.hasNext()).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4, 20})
  @DisplayName("52: all other items of a failing chunk run exactly once")
  void shouldRunEveryItemOnceThoughOneFails(int chunk) {
    Gate ran = gate();
    assertThatThrownBy(
            () ->
                pool()
                    .map(
                        x -> {
                          ran.mark(x);
                          return x == 9 ? explode(x) : x;
                        },
                        numbers(20),
                        FINISH.chunkSize(chunk)))
        .isInstanceOf(TaskFailedException.class);
    assertThat(ran.marks())
        .containsExactlyInAnyOrderElementsOf(
            IntStream.range(0, 20).mapToObj(Integer::toString).toList());
  }

  @Test
  @DisplayName("53: failing fast does not wait for a task that runs")
  void shouldFailFastWhileAnotherTaskRuns() {
    Gate never = gate();
    Gate clean = gate();
    pool().broadcast(() -> 1); // a cold worker could take longer than a cancelled task may
    assertThatThrownBy(
            () ->
                pool()
                    .map(
                        x -> {
                          if (x == 1) {
                            never.awaitMarks(1);
                            explode(x);
                          }
                          return linger(never, clean);
                        },
                        numbers(2),
                        JobOptions.defaults().chunkSize(1)))
        .isInstanceOf(TaskFailedException.class)
        .hasMessageContaining("item 1");
    clean.open();
    clean.awaitMarks(2); // by a worker that lives: none was killed before
  }

  /** Ends when it may, and not when it is interrupted. */
  private static int linger(Gate never, Gate clean) throws Exception {
    try {
      never.pass("runs");
    } catch (InterruptedException e) {
      clean.pass("cleans");
      clean.mark("ended");
    }
    return 0;
  }

  @Test
  @DisplayName("54: finishing waits for all and throws the lowest failure, the others suppressed")
  void shouldThrowTheLowestFailureWhenFinishing() {
    Gate ran = gate();
    TaskFailedException failure =
        catchThrowableOfType(
            TaskFailedException.class,
            () ->
                pool()
                    .map(
                        x -> {
                          ran.mark(x);
                          if (x == 2) {
                            ran.awaitMarks(10); // and so it is not the first to fail
                          }
                          return x % 3 == 2 ? shout(x) : x;
                        },
                        numbers(10),
                        FINISH.chunkSize(1)));
    assertThat(failure.itemIndex()).isEqualTo(2);
    assertThat(failure.getCause().getMessage()).hasSize(1 << 20);
    assertThat(failure.getSuppressed())
        .extracting(each -> ((TaskFailedException) each).itemIndex())
        .containsExactlyInAnyOrder(5L, 8L);
    assertThat(ran.marks()).hasSize(10);
  }

  private static int shout(int item) {
    throw new IllegalStateException(Integer.toString(item % 10).repeat(1 << 20));
  }

  @Test
  @DisplayName("55: huge error messages do not hold up the end of the pool")
  void shouldCloseAfterHugeErrors() throws Exception {
    JobFuture<List<Integer>> failing;
    try (Pool own = backend().open(2)) {
      failing = own.mapAsync(TaskErrorsContract::shout, numbers(20), FINISH);
      var lazy = own.imap(TaskErrorsContract::shout, numbers(20));
      assertThatThrownBy(lazy::next).isInstanceOf(TaskFailedException.class);
    }
    assertThat(failing.isDone()).isTrue();
    assertThat(failureOf(failing)).isInstanceOf(TaskFailedException.class);
  }
}
