package io.processpool.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.processpool.Pool;
import io.processpool.api.JobFuture;
import io.processpool.api.JobOptions;
import io.processpool.api.OnError;
import io.processpool.api.Outcome;
import io.processpool.api.RemoteTaskException;
import io.processpool.api.Results;
import io.processpool.api.TaskFailedException;
import io.processpool.api.TaskTimeoutException;
import io.processpool.task.WorkerContext;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Items that are tried again because their task threw. */
abstract class RetryContract extends PoolContract {

  private static final Duration HOUR = Duration.ofHours(1);

  private static final JobOptions ON_IO =
      JobOptions.defaults().retryOn(IOException.class::isInstance);

  /** Fails its first two attempts if it is a multiple of three. */
  static int flaky(int x) throws IOException {
    if (x % 3 == 0 && WorkerContext.current().attempt() < 3) {
      throw new IOException("not yet " + x);
    }
    return x * x;
  }

  static int never(int x) throws IOException {
    throw new IOException("never " + x + ", attempt " + WorkerContext.current().attempt());
  }

  /** Cannot be rebuilt from what travels. */
  static final class Opaque extends RuntimeException {
    private final transient Object lock;

    Opaque(Object lock) {
      super("opaque");
      this.lock = lock;
    }

    private Object readResolve() {
      throw new IllegalStateException("opaque " + lock);
    }
  }

  @Test
  @DisplayName("retryOn works for every call, every chunk size, and keeps the order")
  void shouldTryAgainWhatThePredicateAccepts() {
    for (int chunk : new int[] {1, 7, 100}) {
      JobOptions options = ON_IO.chunkSize(chunk);
      assertThat(pool().map(RetryContract::flaky, numbers(50), options)).isEqualTo(squares(50));
      assertThat(pool().mapAsync(RetryContract::flaky, numbers(50), options).join())
          .isEqualTo(squares(50));
      assertThat(drain(pool().imap(RetryContract::flaky, numbers(50), options)))
          .isEqualTo(squares(50));
      assertThat(drain(pool().imapUnordered(RetryContract::flaky, numbers(50), options)))
          .containsExactlyInAnyOrderElementsOf(squares(50));
      assertThat(drain(pool().outcomes(RetryContract::flaky, numbers(50), options)))
          .hasSize(50)
          .allMatch(Outcome.Success.class::isInstance);
    }
    assertThat(pool().<Integer, Integer>apply(RetryContract::flaky, 3, ON_IO)).isEqualTo(9);
    assertThat(pool().applyAsync(RetryContract::flaky, 3, ON_IO).join()).isEqualTo(9);
  }

  @Test
  void shouldRunEachItemAsOftenAsItThrewAndNoMore() {
    Gate ran = gate();
    Results<Integer> results =
        pool()
            .imap(
                x -> {
                  ran.mark(x);
                  return flaky(x);
                },
                numbers(9),
                ON_IO.chunkSize(4));
    assertThat(drain(results)).isEqualTo(squares(9));
    assertThat(results.report().items().retried()).isEqualTo(6);
    assertThat(results.report().items().ok()).isEqualTo(9);
    assertThat(ran.marks()).hasSize(9 + 6);
  }

  @Test
  void shouldDeliverTheLastFailureWithTheRest() {
    List<Object> all =
        drainWithFailures(pool().imap(x -> x == 4 ? never(x) : x, numbers(10), ON_IO.chunkSize(5)));
    assertThat(all).hasSize(10);
    assertThat((TaskFailedException) all.get(4))
        .hasMessageContaining("attempt 3")
        .hasRootCauseMessage("never 4, attempt 3");
  }

  /** As other languages do, and libraries for this one. */
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  static <E extends Throwable> void throwUnseen(Throwable thrown) throws E {
    throw (E) thrown;
  }

  @Test
  @DisplayName("a checked exception from predicate or progress listener loses and hangs nothing")
  void shouldGoOnBehindCheckedExceptionsOfCallbacks() {
    AtomicInteger told = new AtomicInteger();
    Gate heard = gate();
    JobOptions options =
        JobOptions.defaults()
            .retryOn(
                thrown -> {
                  RetryContract.<RuntimeException>throwUnseen(new IOException("predicate"));
                  return true;
                })
            .onProgress(
                progress -> {
                  if (told.incrementAndGet() == 1) {
                    heard.open();
                  }
                  RetryContract.<RuntimeException>throwUnseen(new IOException("listener"));
                });
    List<Object> all =
        drainWithFailures(
            pool()
                .imap(
                    x -> {
                      if (x == 5) {
                        heard.pass(x);
                      }
                      return x % 2 == 0 ? never(x) : x;
                    },
                    numbers(6),
                    options.chunkSize(1)));
    assertThat(all).hasSize(6);
    assertThat((TaskFailedException) all.get(4)).hasRootCauseMessage("never 4, attempt 1");
    await().atMost(LONG).untilAsserted(() -> assertThat(told).hasValueGreaterThan(1));
  }

  @Test
  void shouldFailAtOnceWhatThePredicateRefuses() {
    AtomicInteger asked = new AtomicInteger();
    JobOptions options =
        JobOptions.defaults()
            .retryOn(
                thrown -> {
                  asked.incrementAndGet();
                  return thrown instanceof IllegalStateException;
                },
                5,
                HOUR);
    assertThatThrownBy(() -> pool().map(RetryContract::never, numbers(3), options))
        .isInstanceOf(TaskFailedException.class)
        .hasMessageContaining("attempt 1");
    assertThat(asked.get()).isBetween(1, 3);
  }

  @Test
  void shouldAskOnACallbackThreadAndSurviveAPredicateThatThrows() {
    Queue<String> threads = new ConcurrentLinkedQueue<>();
    JobOptions options =
        JobOptions.defaults()
            .onError(OnError.FINISH)
            .retryOn(
                thrown -> {
                  threads.add(Thread.currentThread().getName());
                  throw new AssertionError("the predicate is broken");
                });
    assertThatThrownBy(() -> pool().map(RetryContract::never, numbers(5), options))
        .isInstanceOf(TaskFailedException.class)
        .hasRootCauseMessage("never 0, attempt 1");
    assertThat(threads).hasSize(5).allMatch(name -> name.startsWith("contract/callback-"));
  }

  @Test
  void shouldShowAStandInForWhatCannotBeRebuilt() {
    Queue<Throwable> shown = new ConcurrentLinkedQueue<>();
    assertThatThrownBy(
            () ->
                pool()
                    .submit(
                        () -> {
                          throw new Opaque(new Object());
                        },
                        JobOptions.defaults().retryOn(shown::add, 2, Duration.ZERO))
                    .join())
        .isInstanceOf(TaskFailedException.class);
    assertThat(shown).singleElement().isInstanceOf(RemoteTaskException.class);
  }

  @Test
  @DisplayName("taskTimeout and retryOn: a late item is asked about like any other")
  void shouldTryAgainWhatRanOverItsLimit() {
    JobOptions options =
        JobOptions.defaults()
            .chunkSize(4)
            .taskTimeout(TimeLimitsContract.ROOMY)
            .retryOn(TaskTimeoutException.class::isInstance, 2, Duration.ofMillis(10));
    assertThat(
            pool()
                .map(
                    x ->
                        x == 1 && WorkerContext.current().attempt() == 1
                            ? TimeLimitsContract.stuckHere(x)
                            : x,
                    numbers(8),
                    options))
        .isEqualTo(numbers(8));
  }

  @Test
  @DisplayName("taskTimeout and atMostOnce: a late item fails, and nothing begins twice")
  void shouldNotBeginALateItemTwice() {
    Gate ran = gate();
    JobOptions options =
        JobOptions.defaults().chunkSize(4).taskTimeout(TimeLimitsContract.ROOMY).atMostOnce();
    List<Object> all =
        drainWithFailures(
            pool()
                .imap(
                    x -> {
                      ran.mark(x);
                      return x == 1 ? TimeLimitsContract.stuckHere(x) : x;
                    },
                    numbers(8),
                    options));
    assertThat(all.get(1)).isInstanceOf(TaskTimeoutException.class);
    all.remove(1);
    assertThat(all).containsExactly(0, 2, 3, 4, 5, 6, 7);
    assertThat(ran.marks()).hasSize(8).doesNotHaveDuplicates();
  }

  @Test
  @DisplayName("deadline and retryOn: the deadline ends the wait for a back-off")
  void shouldEndTheBackoffAtTheDeadline() {
    JobOptions options =
        JobOptions.defaults()
            .chunkSize(1)
            .deadline(Duration.ofSeconds(1))
            .retryOn(thrown -> true, 3, HOUR);
    List<Integer> partial = new ArrayList<>();
    try (Results<Integer> results =
        pool().imapUnordered(x -> x == 0 ? never(x) : x, numbers(4), options)) {
      assertThatThrownBy(() -> results.forEachRemaining(partial::add))
          .isInstanceOf(TaskTimeoutException.class)
          .hasMessageContaining("deadline");
    }
    assertThat(partial).containsExactlyInAnyOrder(1, 2, 3);
  }

  @Test
  void shouldEndTheBackoffWhenCancelled() {
    Gate ran = gate();
    JobFuture<Integer> waiting =
        pool()
            .submit(
                () -> {
                  ran.mark("x");
                  return never(1);
                },
                JobOptions.defaults().retryOn(thrown -> true, 3, HOUR));
    ran.awaitMarks(1);
    assertThat(waiting.cancel(true)).isTrue();
    assertThat(pool().<Integer, Integer>apply(x -> x, 1)).isEqualTo(1);
    assertThat(ran.marks()).hasSize(1);
  }

  @Test
  void shouldNotWaitForBackoffsWhenClosing() {
    JobFuture<List<Integer>> map;
    JobFuture<Integer> hopeless;
    Gate begun = gate();
    try (Pool own = backend().open(2)) {
      JobOptions patient = JobOptions.defaults().retryOn(thrown -> true, 3, HOUR);
      map =
          own.mapAsync(
              x -> {
                begun.mark("m");
                return flaky(x);
              },
              numbers(10),
              patient);
      hopeless =
          own.submit(
              () -> {
                begun.mark("h");
                return never(1);
              },
              patient);
      begun.awaitMarks(11);
    }
    assertThat(map.join()).isEqualTo(squares(10));
    assertThatThrownBy(hopeless::join).hasRootCauseMessage("never 1, attempt 3");
  }

  @Test
  void shouldFailFastThoughAnotherItemWaitsForItsBackoff() {
    JobOptions options =
        JobOptions.defaults().chunkSize(1).retryOn(IOException.class::isInstance, 3, HOUR);
    assertThatThrownBy(
            () ->
                pool()
                    .map(
                        x -> {
                          if (x == 5) {
                            throw new IllegalArgumentException("no");
                          }
                          return never(x);
                        },
                        numbers(6),
                        options))
        .isInstanceOf(TaskFailedException.class)
        .hasRootCauseMessage("no");
  }
}
