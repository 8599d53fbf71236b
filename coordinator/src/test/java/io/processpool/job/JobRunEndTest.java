package io.processpool.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.processpool.api.JobCancelledException;
import io.processpool.api.JobOptions;
import io.processpool.api.PoolException;
import io.processpool.backend.Chunk;
import io.processpool.job.JobSetup.Delivery;
import io.processpool.testing.Blocks;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class JobRunEndTest {

  private final TestJobs jobs = new TestJobs(2);
  private final AnswerList<Integer> taken = new AnswerList<>();

  private JobRun<Integer> begin(int count) {
    List<Integer> items = IntStream.range(0, count).boxed().toList();
    return jobs.begin(items, Delivery.ORDERED, JobOptions.defaults().chunkSize(1));
  }

  private static PoolException stopped() {
    return new PoolException("p1", "stopped", null);
  }

  @Test
  void shouldGiveEveryWaiterItsOwnException() {
    JobRun<Integer> run = begin(3);
    run.fail(JobRunEndTest::stopped, true);
    AtomicReference<Throwable> first = new AtomicReference<>();
    assertThatThrownBy(() -> run.take(taken, jobs.never())).satisfies(first::set);
    assertThatThrownBy(() -> run.take(taken, jobs.never())).isNotSameAs(first.get());
  }

  @Test
  void shouldCancelWhatIsAtTheBackendWhenItFails() {
    JobRun<Integer> run = begin(3);
    run.feedAhead();
    run.fail(JobRunEndTest::stopped, false);
    assertThat(jobs.backend.calls).containsExactly("cancel false", "close");
    assertThat(run.heldBytes()).isZero();
    assertThat(jobs.ends).hasValue(1);
  }

  @Test
  void shouldTellItsEndThoughTheBackendFails() {
    JobRun<Integer> run = begin(3);
    jobs.backend.onClose =
        () -> {
          throw new NoClassDefFoundError("gone");
        };
    assertThatThrownBy(() -> run.fail(JobRunEndTest::stopped, false)).hasMessage("gone");
    assertThat(jobs.ends).hasValue(1);
  }

  @Test
  void shouldKeepTheFirstReasonAndTellItsEndOnce() {
    JobRun<Integer> run = begin(3);
    run.fail(JobRunEndTest::stopped, true);
    run.fail(() -> new PoolException("p1", "another", null), true);
    run.finish();
    assertThatThrownBy(() -> run.take(taken, jobs.never())).hasMessage("p1: stopped");
    assertThat(jobs.ends).hasValue(1);
  }

  @Test
  void shouldDropAnswersThatComeAfterItsEnd() {
    JobRun<Integer> run = begin(2);
    run.feedAhead();
    Chunk first = jobs.backend.open.getFirst();
    run.finish();
    jobs.backend.say(first, Blocks.done(1, true, 0));
    jobs.backend.complete(first);
    jobs.backend.lose(jobs.backend.open.getFirst(), 0);
    assertThat(run.counts().ok()).isZero();
    assertThat(jobs.backend.sent).hasSize(2);
    assertThat(run.heldBytes()).isZero();
  }

  @Test
  void shouldNotCountBytesOfAnswersThatAreUsedUpAfterTheEnd() throws Exception {
    JobRun<Integer> run = begin(2);
    run.feedAhead();
    jobs.backend.answerNext();
    assertThat(run.take(taken, jobs.never())).isTrue();
    run.finish();
    taken.forEach(run::consumed);
    assertThat(run.heldBytes()).isZero();
  }

  @Test
  void shouldSendNothingMoreWhenItHasEnded() throws Exception {
    JobRun<Integer> run = begin(9);
    run.finish();
    run.feedAhead();
    assertThat(run.take(taken, jobs.never())).isFalse();
    assertThat(jobs.backend.sent).isEmpty();
  }

  @Test
  void shouldFailWhenTheBackendRefuses() {
    JobRun<Integer> run = begin(3);
    run.feedAhead();
    jobs.backend.refuse(jobs.backend.open.getFirst(), "no workers");
    assertThatThrownBy(() -> run.take(taken, jobs.never())).hasMessage("p1: no workers");
  }

  @Test
  void shouldFailRatherThanWaitForItemsThatAWorkerForgot() {
    JobRun<Integer> run =
        jobs.begin(List.of(1, 2), Delivery.ORDERED, JobOptions.defaults().chunkSize(2));
    run.feedAhead();
    Chunk chunk = jobs.backend.open.getFirst();
    jobs.backend.say(chunk, Blocks.done(1, true, 0));
    jobs.backend.complete(chunk);
    assertThatThrownBy(() -> run.take(taken, jobs.never()))
        .isInstanceOf(PoolException.class)
        .hasMessageContaining("without a word on 1 items");
  }

  @Test
  void shouldWakeItsConsumerWhenAnotherThreadFinishes() throws Exception {
    JobRun<Integer> run = begin(2);
    AtomicReference<Object> result = new AtomicReference<>();
    Thread consumer = consumer(run, result);
    run.finish();
    consumer.join();
    assertThat(result.get()).isEqualTo(false);
  }

  @Test
  void shouldWakeItsConsumerWhenAnotherThreadFailsIt() throws Exception {
    JobRun<Integer> run = begin(2);
    AtomicReference<Object> result = new AtomicReference<>();
    Thread consumer = consumer(run, result);
    run.fail(JobRunEndTest::stopped, true);
    consumer.join();
    assertThat(result.get()).isInstanceOf(PoolException.class);
  }

  @Test
  void shouldWakeItsConsumerWhenAnAnswerComes() throws Exception {
    JobRun<Integer> run = begin(2);
    AtomicReference<Object> result = new AtomicReference<>();
    Thread consumer = consumer(run, result);
    jobs.backend.answerNext();
    consumer.join();
    assertThat(result.get()).isEqualTo(true);
  }

  @Test
  void shouldEndTheWaitOnInterruptAndLetTheJobGoOn() throws Exception {
    JobRun<Integer> run = begin(2);
    AtomicReference<Object> result = new AtomicReference<>();
    Thread consumer = consumer(run, result);
    consumer.interrupt();
    consumer.join();
    assertThat(result.get()).isInstanceOf(JobCancelledException.class);
    assertThat(jobs.ends).hasValue(0);
    jobs.backend.answerNext();
    assertThat(run.take(taken, jobs.never())).isTrue();
  }

  /** A thread in {@code take} with both items at the backend. */
  private Thread consumer(JobRun<Integer> run, AtomicReference<Object> result) throws Exception {
    CountDownLatch fed = new CountDownLatch(2);
    jobs.backend.onSubmit = fed::countDown;
    Thread consumer =
        new Thread(
            () -> {
              try {
                result.set(run.take(taken, jobs.never()));
              } catch (Exception e) {
                result.set(e);
              }
            });
    consumer.start();
    assertThat(fed.await(10, TimeUnit.SECONDS)).isTrue();
    return consumer;
  }
}
