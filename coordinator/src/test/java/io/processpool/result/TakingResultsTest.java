package io.processpool.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.processpool.api.Advice;
import io.processpool.api.JobOptions;
import io.processpool.api.OnError;
import io.processpool.api.TaskFailedException;
import io.processpool.backend.Chunk;
import io.processpool.job.JobRun;
import io.processpool.job.JobSetup.Delivery;
import io.processpool.job.TestJobs;
import io.processpool.testing.Blocks;
import java.time.Duration;
import java.util.NoSuchElementException;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A list of results, or results one by one. */
class TakingResultsTest {

  private static final JobOptions ONE_BY_ONE = JobOptions.defaults().chunkSize(1);

  private final TestJobs jobs = new TestJobs(1);

  private JobRun<Integer> run(int count, Delivery delivery, JobOptions options) {
    return jobs.begin(IntStream.range(0, count).boxed().toList(), delivery, options);
  }

  private LazyResults<Integer, Object> lazy(JobRun<Integer> run) {
    return new LazyResults<>(run, (answer, decode) -> String.valueOf(decode.value()), jobs);
  }

  /** Fails items whose index the divisor divides, answers the others. */
  private void failEvery(int divisor) {
    jobs.backend.onSubmit =
        () -> {
          Chunk chunk = jobs.backend.open.getFirst();
          if (chunk.indexes().get(0) % divisor == 0) {
            jobs.backend.say(chunk, Blocks.failed(1, true, 0, "item " + chunk.indexes().get(0)));
            jobs.backend.complete(chunk);
          } else {
            jobs.backend.answer(chunk);
          }
        };
  }

  @Test
  void shouldCollectInInputOrder() {
    JobRun<Integer> run = run(50, Delivery.UNORDERED, ONE_BY_ONE);
    jobs.backend.onSubmit =
        () -> {
          if (jobs.backend.open.size() == 2) {
            jobs.backend.answer(jobs.backend.open.getLast());
            jobs.backend.answer(jobs.backend.open.getFirst());
          }
        };
    assertThat(Collector.collect(run))
        .isEqualTo(IntStream.range(0, 50).mapToObj(i -> "v" + i).toList());
    assertThat(TestJobs.held(run)).isZero();
    assertThat(jobs.ends).hasValue(1);
  }

  @Test
  void shouldStopFeedingAtTheFirstFailure() {
    JobRun<Integer> run = run(1_000, Delivery.UNORDERED, ONE_BY_ONE);
    failEvery(1);
    assertThatThrownBy(() -> Collector.collect(run))
        .isInstanceOfSatisfying(TaskFailedException.class, e -> assertThat(e.itemIndex()).isZero());
    assertThat(jobs.backend.sent).hasSizeLessThan(10);
    assertThat(jobs.ends).hasValue(1);
  }

  @Test
  void shouldFinishAndThrowTheLowestFailureWithAHundredOthers() {
    JobRun<Integer> run = run(1_000, Delivery.UNORDERED, ONE_BY_ONE.onError(OnError.FINISH));
    failEvery(2);
    assertThatThrownBy(() -> Collector.collect(run))
        .isInstanceOfSatisfying(
            TaskFailedException.class,
            e -> {
              assertThat(e.itemIndex()).isZero();
              assertThat(e.getSuppressed()).hasSize(100);
              assertThat(((TaskFailedException) e.getSuppressed()[0]).itemIndex()).isEqualTo(2);
            });
    assertThat(jobs.backend.sent).hasSize(1_000);
  }

  @Test
  void shouldGiveResultsOneByOneAndTheEndOnce() {
    jobs.backend.onSubmit = jobs.backend::answerNext;
    LazyResults<Integer, Object> results = lazy(run(3, Delivery.ORDERED, ONE_BY_ONE));
    assertThat(results).toIterable().containsExactly("v0", "v1", "v2");
    assertThat(results.hasNext()).isFalse();
    assertThatThrownBy(results::next).isInstanceOf(NoSuchElementException.class);
    assertThat(jobs.ends).hasValue(1);
  }

  @Test
  void shouldAdviseAboutASlowTakerOnceTheJobIsOver() {
    jobs.backend.onSubmit = jobs.backend::answerNext;
    LazyResults<Integer, Object> results = lazy(run(30, Delivery.ORDERED, ONE_BY_ONE));
    while (results.hasNext()) {
      assertThat(results.next()).isNotNull();
      assertThat(results.report().advice()).isEmpty();
      jobs.ticker.advanceMillis(10);
    }
    assertThat(results.report().times().taking()).hasMillis(300);
    assertThat(results.report().advice())
        .extracting(Advice::kind)
        .containsExactly(Advice.Kind.SLOW_TAKING);
  }

  @Test
  void shouldGiveNoAdviceAboutWhatWasCutShort() {
    jobs.backend.onSubmit = jobs.backend::answerNext;
    JobRun<Integer> run = run(30, Delivery.ORDERED, ONE_BY_ONE);
    LazyResults<Integer, Object> results = lazy(run);
    assertThat(results.next()).isNotNull();
    jobs.ticker.advanceMillis(1_000);
    run.fail(() -> new IllegalStateException("cut short"), true);
    assertThat(results.report().advice()).isEmpty();
  }

  @Test
  void shouldGiveNoAdviceIfLeftWhileAnItemWaitsToBeTriedAgain() {
    failEvery(30);
    JobOptions retrying = ONE_BY_ONE.retryOn(thrown -> true, 3, Duration.ofSeconds(1));
    LazyResults<Integer, Object> results = lazy(run(30, Delivery.UNORDERED, retrying));
    for (int i = 1; i < 30; i++) {
      assertThat(results.next()).isNotNull();
      jobs.ticker.advanceMillis(10);
    }
    results.close();
    assertThat(results.report().times().taking()).isPositive();
    assertThat(results.report().advice()).isEmpty();
  }

  @Test
  void shouldThrowAFailureInItsPlaceAndGoOn() {
    failEvery(3);
    LazyResults<Integer, Object> results = lazy(run(5, Delivery.ORDERED, ONE_BY_ONE));
    assertThatThrownBy(results::next).isInstanceOf(TaskFailedException.class);
    assertThat(results.next()).isEqualTo("v1");
    assertThat(results.next()).isEqualTo("v2");
    assertThatThrownBy(results::next).isInstanceOf(TaskFailedException.class);
    assertThat(results.next()).isEqualTo("v4");
    assertThat(results.hasNext()).isFalse();
  }

  @Test
  void shouldTimeOutWithoutLosingAnything() throws Exception {
    LazyResults<Integer, Object> results = lazy(run(1, Delivery.ORDERED, ONE_BY_ONE));
    assertThatThrownBy(() -> results.next(Duration.ZERO)).isInstanceOf(TimeoutException.class);
    jobs.backend.answerNext();
    assertThat(results.next(Duration.ZERO)).isEqualTo("v0");
  }

  @Test
  void shouldForgetWhatWasNotTakenWhenClosed() {
    LazyResults<Integer, Object> results =
        lazy(run(9, Delivery.ORDERED, JobOptions.defaults().chunkSize(3)));
    jobs.backend.onSubmit = jobs.backend::answerNext;
    assertThat(results.next()).isEqualTo("v0");
    results.close();
    results.close();
    assertThat(results.hasNext()).isFalse();
    assertThatThrownBy(results::next).isInstanceOf(NoSuchElementException.class);
    assertThat(jobs.ends).hasValue(1);
  }

  @Test
  void shouldCloseWithItsStream() {
    jobs.backend.onSubmit = jobs.backend::answerNext;
    LazyResults<Integer, Object> results = lazy(run(100, Delivery.ORDERED, ONE_BY_ONE));
    try (var stream = results.stream()) {
      assertThat(stream.limit(2).toList()).containsExactly("v0", "v1");
    }
    assertThat(jobs.ends).hasValue(1);
  }
}
