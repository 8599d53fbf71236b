package io.processpool.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.processpool.api.JobOptions;
import io.processpool.api.JobReport;
import io.processpool.api.PoolException;
import io.processpool.backend.Chunk;
import io.processpool.job.JobSetup.Delivery;
import io.processpool.testing.Blocks;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class JobRunTest {

  private static final JobOptions BY_TWO = JobOptions.defaults().chunkSize(2).window(6);

  private final TestJobs jobs = new TestJobs(2);
  private final AnswerList<Integer> taken = new AnswerList<>();

  private static List<Integer> numbers(int count) {
    return IntStream.range(0, count).boxed().toList();
  }

  /** Numbers without end; each takes that long to read. */
  private Iterable<Integer> endless(AtomicInteger read, long millisEach) {
    return () ->
        new Iterator<>() {
          @Override
          public boolean hasNext() {
            return true;
          }

          @Override
          public Integer next() {
            jobs.ticker.advanceMillis(millisEach);
            return read.getAndIncrement();
          }
        };
  }

  private List<Long> indexes() {
    return taken.stream().map(Answer::index).toList();
  }

  private void consume(JobRun<Integer> run) {
    taken.forEach(run::consumed);
  }

  @Test
  void shouldFeedWithinTheWindowAndNoFurther() {
    AtomicInteger read = new AtomicInteger();
    JobRun<Integer> run = jobs.begin(endless(read, 0), Delivery.ORDERED, BY_TWO);
    assertThatThrownBy(() -> run.take(taken, jobs.now())).isInstanceOf(TimeoutException.class);
    for (int i = 0; i < 9; i++) {
      run.feedAhead();
    }
    assertThat(read).hasValue(6);
    assertThat(jobs.backend.sent).hasSize(3);
  }

  @Test
  void shouldReadOnWhenTheConsumerHasUsedUpAnswers() throws Exception {
    AtomicInteger read = new AtomicInteger();
    JobRun<Integer> run = jobs.begin(endless(read, 0), Delivery.ORDERED, BY_TWO);
    run.feedAhead();
    run.feedAhead();
    jobs.backend.answerNext();
    assertThat(run.take(taken, jobs.now())).isTrue();
    run.feedAhead();
    assertThat(read).hasValue(6);
    consume(run);
    run.feedAhead();
    assertThat(read).hasValue(8);
  }

  @Test
  void shouldGiveAnswersInInputOrderWhenLaterOnesComeFirst() throws Exception {
    JobRun<Integer> run = jobs.begin(numbers(4), Delivery.ORDERED, BY_TWO);
    run.feedAhead();
    Chunk first = jobs.backend.open.getFirst();
    jobs.backend.answer(jobs.backend.open.getLast());
    assertThat(run.isReady()).isFalse();
    jobs.backend.answer(first);
    assertThat(run.take(taken, jobs.never())).isTrue();
    assertThat(indexes()).containsExactly(0L, 1L, 2L, 3L);
    consume(run);
    assertThat(run.take(taken, jobs.never())).isFalse();
  }

  @Test
  void shouldHoldNoBytesAtTheEndAndSayGoodbyeOnce() throws Exception {
    JobRun<Integer> run =
        jobs.begin(numbers(100), Delivery.UNORDERED, JobOptions.defaults().chunkSize(7));
    jobs.backend.onSubmit = jobs.backend::answerNext;
    assertThat(run.heldBytes()).isZero();
    while (run.take(taken, jobs.never())) {
      consume(run);
      assertThat(run.heldBytes()).isZero();
      taken.clear();
    }
    run.finish();
    assertThat(jobs.ends).hasValue(1);
    assertThat(jobs.backend.calls).containsExactly("close");
    assertThat(run.counts()).isEqualTo(new JobRun.Counts(100, 0, 0));
  }

  @Test
  void shouldNotLoseTheTimesOfTheLastChunk() throws Exception {
    JobRun<Integer> run = jobs.begin(numbers(2), Delivery.ORDERED, BY_TWO);
    run.feedAhead();
    Chunk chunk = jobs.backend.open.getFirst();
    jobs.backend.say(chunk, Blocks.done(1, false, 0, 1));
    assertThat(run.take(taken, jobs.never())).isTrue();
    consume(run);
    assertThatThrownBy(() -> run.take(taken, jobs.now())).isInstanceOf(TimeoutException.class);
    jobs.backend.complete(chunk);
    assertThat(run.take(taken, jobs.never())).isFalse();
    assertThat(jobs.backend.calls).containsExactly("close");
    JobReport report = run.report();
    assertThat(report.times().compute().toNanos()).isEqualTo(Blocks.TIMES.compute());
    assertThat(report.items().ok()).isEqualTo(2);
  }

  @Test
  void shouldHandOutAResultThatIsThereThoughTheInputIsSlow() throws Exception {
    AtomicInteger read = new AtomicInteger();
    JobRun<Integer> run = jobs.begin(endless(read, 10), Delivery.ORDERED, JobOptions.defaults());
    jobs.backend.onSubmit = jobs.backend::answerNext;
    assertThat(run.take(taken, jobs.never())).isTrue();
    assertThat(read).hasValue(2);
    assertThat(indexes()).containsExactly(0L, 1L);
  }

  @Test
  void shouldFeedABusyBackendFullyBeforeHandingOutWhenTheInputIsQuick() throws Exception {
    JobRun<Integer> run =
        jobs.begin(numbers(100), Delivery.UNORDERED, JobOptions.defaults().chunkSize(1));
    run.feedAhead();
    jobs.backend.answerNext();
    assertThat(run.take(taken, jobs.never())).isTrue();
    assertThat(jobs.backend.open).hasSize(6);
  }

  @Test
  void shouldSendWhatWasLostAgainAndKeepTheBytesInMind() throws Exception {
    JobRun<Integer> run =
        jobs.begin(numbers(3), Delivery.ORDERED, JobOptions.defaults().chunkSize(3));
    run.feedAhead();
    Chunk chunk = jobs.backend.open.getFirst();
    long held = run.heldBytes();
    jobs.backend.lose(chunk, 1);
    assertThat(run.heldBytes()).isEqualTo(held);
    assertThat(jobs.backend.open).hasSize(2);
    jobs.backend.answerNext();
    jobs.backend.answerNext();
    assertThat(run.take(taken, jobs.never())).isTrue();
    assertThat(indexes()).containsExactly(0L, 1L, 2L);
    assertThat(taken.get(1).attempt()).isEqualTo(2);
    assertThat(run.report().items().retried()).isEqualTo(3);
    consume(run);
    assertThat(run.heldBytes()).isZero();
  }

  @Test
  void shouldSettleWhatCannotBeSentInItsPlace() throws Exception {
    List<Object> items = List.of("a", new Thread(() -> {}), "c");
    JobRun<Object> run = jobs.begin(items, Delivery.ORDERED, JobOptions.defaults().chunkSize(3));
    AnswerList<Object> answers = new AnswerList<>();
    run.feedAhead();
    jobs.backend.answerNext();
    assertThat(run.take(answers, jobs.never())).isTrue();
    assertThat(answers).hasSize(3);
    assertThat(answers.get(1).ending()).isInstanceOf(Answer.Refused.class);
    assertThat(answers.get(1).worker()).isNull();
    assertThat(run.counts()).isEqualTo(new JobRun.Counts(2, 1, 0));
  }

  @Test
  void shouldDeliverWhatWasReadBeforeTheInputFailedThenItsFailure() throws Exception {
    Iterator<Integer> two = numbers(2).iterator();
    Iterable<Integer> broken =
        () ->
            new Iterator<>() {
              @Override
              public boolean hasNext() {
                return true;
              }

              @Override
              public Integer next() {
                if (!two.hasNext()) {
                  throw new IllegalStateException("input broke");
                }
                return two.next();
              }
            };
    JobRun<Integer> run = jobs.begin(broken, Delivery.ORDERED, JobOptions.defaults().chunkSize(4));
    jobs.backend.onSubmit = jobs.backend::answerNext;
    assertThat(run.take(taken, jobs.never())).isTrue();
    assertThat(indexes()).containsExactly(0L, 1L);
    consume(run);
    assertThatThrownBy(() -> run.take(taken, jobs.never())).hasMessage("input broke");
    assertThat(run.take(taken, jobs.never())).isFalse();
  }

  @Test
  void shouldEndAnEmptyJobAtOnce() throws Exception {
    JobRun<Integer> run = jobs.begin(List.of(), Delivery.ORDERED, JobOptions.defaults());
    assertThat(run.take(taken, jobs.never())).isFalse();
    assertThat(jobs.backend.sent).isEmpty();
    assertThat(jobs.ends).hasValue(1);
  }

  @Test
  void shouldWorkItemByItemThroughAWindowOfOne() throws Exception {
    JobRun<Integer> run = jobs.begin(numbers(5), Delivery.ORDERED, JobOptions.defaults().window(1));
    jobs.backend.onSubmit = jobs.backend::answerNext;
    while (run.take(taken, jobs.never())) {
      assertThat(run.counts().unsettled()).isZero();
      run.consumed(taken.get(taken.size() - 1));
    }
    assertThat(indexes()).containsExactly(0L, 1L, 2L, 3L, 4L);
    assertThat(jobs.backend.sent).hasSize(5);
  }

  @Test
  void shouldReadABoundedBitWhenAskedNotToWait() {
    AtomicInteger read = new AtomicInteger();
    JobRun<Integer> run =
        jobs.begin(endless(read, 10), Delivery.ORDERED, JobOptions.defaults().chunkSize(1));
    assertThatThrownBy(() -> run.take(taken, jobs.now()))
        .isInstanceOf(TimeoutException.class)
        .hasMessageContaining("p1: no result of j1");
    assertThat(read).hasValue(1);
  }

  @Test
  void shouldEndTheJobWhenItemsAreLostOnTheWayIn() {
    Iterable<Integer> bomb =
        () ->
            new Iterator<>() {
              @Override
              public boolean hasNext() {
                return true;
              }

              @Override
              public Integer next() {
                return 1;
              }
            };
    jobs.backend.onSubmit =
        () -> {
          throw new IllegalStateException("backend broke");
        };
    JobRun<Integer> run = jobs.begin(bomb, Delivery.ORDERED, BY_TWO);
    assertThatThrownBy(run::feedAhead).hasMessage("backend broke");
    assertThatThrownBy(() -> run.take(taken, jobs.never()))
        .isInstanceOf(PoolException.class)
        .hasMessageContaining("backend broke");
    assertThat(jobs.ends).hasValue(1);
  }
}
