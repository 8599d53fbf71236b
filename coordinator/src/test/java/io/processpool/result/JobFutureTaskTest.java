package io.processpool.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.processpool.api.JobCancelledException;
import io.processpool.api.JobOptions;
import io.processpool.api.PoolException;
import io.processpool.job.AnswerList;
import io.processpool.job.JobEvents;
import io.processpool.job.JobRun;
import io.processpool.job.JobSetup.Delivery;
import io.processpool.job.TestJobs;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

class JobFutureTaskTest {

  private final TestJobs jobs = new TestJobs(1);
  private final JobRun<Integer> run =
      jobs.begin(List.of(1), Delivery.UNORDERED, JobOptions.defaults());
  private final Queue<Runnable> callbacks = new ArrayDeque<>();
  private final JobFutureTask<List<String>> future =
      new JobFutureTask<>(run, callbacks::add, Collector::<String>collect);

  private void runCallbacks() {
    while (!callbacks.isEmpty()) {
      callbacks.remove().run();
    }
  }

  private void answer() {
    run.feedAhead();
    jobs.backend.answerNext();
  }

  @Test
  void shouldCompleteOnACallbackThreadOnly() throws Exception {
    answer();
    future.complete();
    future.complete();
    assertThat(callbacks).hasSize(1);
    assertThat(future.isDone()).isFalse();
    runCallbacks();
    assertThat(future.get()).containsExactly("v0");
    assertThat(future.isSuccessful()).isTrue();
    assertThat(future).hasToString("JobFuture[j1 done]");
  }

  @Test
  void shouldRefuseToSayWhetherItSucceededBeforeItIsDone() {
    assertThatThrownBy(future::isSuccessful)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("p1: j1 is not done");
  }

  @Test
  void shouldThrowTheFailureItselfFromJoinAndAsACauseFromGet() {
    run.fail(() -> new PoolException("p1", "broke", null), true);
    future.complete();
    runCallbacks();
    assertThatThrownBy(future::join).isInstanceOf(PoolException.class).hasMessage("p1: broke");
    assertThatThrownBy(future::get)
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(PoolException.class);
    assertThat(future.isSuccessful()).isFalse();
  }

  @Test
  void shouldCancelTheJob() {
    run.feedAhead();
    assertThat(future.cancel(true)).isTrue();
    assertThat(jobs.backend.calls).containsExactly("cancel true", "close");
    assertThat(future.isCancelled()).isTrue();
    assertThatThrownBy(future::join).isInstanceOf(CancellationException.class);
    assertThatThrownBy(() -> run.take(new AnswerList<>(), jobs.never()))
        .isInstanceOf(JobCancelledException.class);
    assertThat(future.cancel(true)).isTrue();
    assertThat(jobs.ends).hasValue(1);
  }

  @Test
  void shouldStayCancelledWhenTheFinisherComesLater() {
    answer();
    future.complete();
    future.cancel(true);
    runCallbacks();
    assertThat(future.isCancelled()).isTrue();
  }

  @Test
  void shouldNotBeCancelledAfterItsEnd() {
    answer();
    future.complete();
    runCallbacks();
    assertThat(future.cancel(true)).isFalse();
    assertThat(future.join()).containsExactly("v0");
  }

  @Test
  void shouldRunAsyncStagesOnCallbackThreads() {
    List<String> seen = new ArrayList<>();
    CompletableFuture<String> stage =
        future.thenApplyAsync(List::toString).thenApplyAsync(text -> text + "!");
    stage.thenAccept(seen::add);
    answer();
    future.complete();
    callbacks.remove().run();
    assertThat(seen).isEmpty();
    runCallbacks();
    assertThat(seen).containsExactly("[v0]!");
  }

  /** A job whose end cannot be told. */
  private static final class BrokenEvents implements JobEvents {

    @Override
    public void progressed(JobRun<?> job) {
      // of no interest
    }

    @Override
    public void ended(JobRun<?> job) {
      throw new IllegalStateException("an appender broke");
    }
  }

  @Test
  void shouldBeCancelledThoughTheEndOfTheJobCannotBeTold() {
    JobRun<Integer> broken =
        jobs.begin(List.of(1), Delivery.UNORDERED, JobOptions.defaults(), new BrokenEvents());
    JobFutureTask<List<String>> untold =
        new JobFutureTask<>(broken, callbacks::add, Collector::<String>collect);
    assertThatThrownBy(() -> untold.cancel(true)).hasMessage("an appender broke");
    assertThat(untold.isCancelled()).isTrue();
  }
}
