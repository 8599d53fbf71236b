package io.processpool.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.processpool.api.JobOptions;
import io.processpool.api.JobReport;
import io.processpool.backend.Chunk;
import io.processpool.job.JobSetup.Delivery;
import io.processpool.testing.Blocks;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/** Failed items that are tried again, at a scripted backend. */
class RetryTest {

  private static final Duration BACKOFF = Duration.ofMillis(100);
  private static final JobOptions THREE =
      JobOptions.defaults().chunkSize(3).retryOn(thrown -> true, 3, BACKOFF);

  private final TestJobs jobs = new TestJobs(2);
  private final AnswerList<Integer> taken = new AnswerList<>();

  private JobRun<Integer> begin(JobOptions options) {
    JobRun<Integer> run = jobs.begin(List.of(10, 11, 12), Delivery.ORDERED, options);
    run.feedAhead();
    return run;
  }

  /** Items 0 and 2 of the first chunk succeed, item 1 fails. */
  private void failTheMiddle() {
    Chunk chunk = jobs.backend.open.getFirst();
    jobs.backend.say(chunk, Blocks.done(1, false, 0, 2));
    jobs.backend.say(chunk, Blocks.failed(1, true, 1, "broken"));
    jobs.backend.complete(chunk);
  }

  private void failAgain() {
    Chunk chunk = jobs.backend.open.getFirst();
    jobs.backend.say(chunk, Blocks.failed(1, true, 0, "broken again"));
    jobs.backend.complete(chunk);
  }

  private void answerQuestions() {
    while (!jobs.callbacks.isEmpty()) {
      jobs.callbacks.remove().run();
    }
  }

  private Chunk lastSent() {
    return jobs.backend.sent.get(jobs.backend.sent.size() - 1);
  }

  private void fireAlarms() {
    List<Runnable> due = List.copyOf(jobs.alarms);
    jobs.alarms.clear();
    due.forEach(Runnable::run);
  }

  private List<Long> takenIndexes() {
    return taken.stream().map(Answer::index).toList();
  }

  @Test
  void shouldSendAFailedItemAgainByItselfAfterTheBackoff() throws Exception {
    JobRun<Integer> run = begin(THREE);
    failTheMiddle();
    assertThat(jobs.backend.sent).hasSize(1);
    answerQuestions();
    assertThat(jobs.backend.sent).hasSize(1);
    fireAlarms();
    assertThat(lastSent().indexes().toArray()).containsExactly(1);
    assertThat(lastSent().attempts().toArray()).containsExactly(2);
    assertThat(lastSent().repeated()).isTrue();
    assertThat(Blocks.decode(lastSent().items(), 0)).isEqualTo(11);
    jobs.backend.answerNext();
    assertThat(run.take(taken, jobs.never())).isTrue();
    assertThat(takenIndexes()).containsExactly(0L, 1L, 2L);
    assertThat(taken).allMatch(Answer::isValue);
    taken.forEach(run::consumed);
    assertThat(run.take(taken, jobs.never())).isFalse();
    assertThat(run.heldBytes()).isZero();
    assertThat(run.report().items()).isEqualTo(new JobReport.Items(3, 3, 0, 1));
  }

  @Test
  void shouldFailAnItemThatThrewAsOftenAsItMay() throws Exception {
    JobRun<Integer> run = begin(THREE);
    failTheMiddle();
    answerQuestions();
    fireAlarms();
    failAgain();
    answerQuestions();
    fireAlarms();
    failAgain();
    assertThat(jobs.callbacks).isEmpty();
    assertThat(run.take(taken, jobs.never())).isTrue();
    assertThat(taken.get(1).attempt()).isEqualTo(3);
    assertThat(run.counts()).isEqualTo(new JobRun.Counts(2, 1, 0));
  }

  @Test
  void shouldCountAnItemOnceWhateverItsAttempts() {
    JobRun<Integer> run = begin(THREE);
    failTheMiddle();
    assertThat(run.counts()).isEqualTo(new JobRun.Counts(2, 0, 1));
    answerQuestions();
    fireAlarms();
    jobs.backend.answerNext();
    assertThat(run.counts()).isEqualTo(new JobRun.Counts(3, 0, 0));
  }

  @Test
  void shouldFailAnItemTheUserDoesNotWantTriedAgain() throws Exception {
    JobRun<Integer> run =
        begin(JobOptions.defaults().chunkSize(3).retryOn(thrown -> false, 3, BACKOFF));
    failTheMiddle();
    assertThat(run.isReady()).isTrue(); // the first item
    answerQuestions();
    assertThat(jobs.alarms).isEmpty();
    assertThat(run.take(taken, jobs.never())).isTrue();
    assertThat(takenIndexes()).containsExactly(0L, 1L, 2L);
    assertThat(taken.get(1).isValue()).isFalse();
    assertThat(run.heldBytes()).isPositive();
    taken.forEach(run::consumed);
    assertThat(run.heldBytes()).isZero();
  }

  @Test
  void shouldCountLostWorkersApart() throws Exception {
    JobRun<Integer> run =
        begin(JobOptions.defaults().chunkSize(3).maxAttempts(2).retryOn(t -> true, 9, BACKOFF));
    failTheMiddle();
    for (int i = 0; i < 4; i++) {
      answerQuestions();
      fireAlarms();
      failAgain();
    }
    answerQuestions();
    fireAlarms();
    assertThat(lastSent().attempts().toArray()).containsExactly(6);
    jobs.backend.lose(lastSent(), 0);
    assertThat(lastSent().attempts().toArray()).containsExactly(7);
    jobs.backend.lose(lastSent(), 0);
    assertThat(run.take(taken, jobs.never())).isTrue();
    assertThat(taken.get(1).ending()).isInstanceOf(Answer.Lost.class);
  }

  @Test
  void shouldDoubleTheBackoffAndWaitNoLongerOnceHurried() {
    JobRun<Integer> run = begin(THREE);
    failTheMiddle();
    answerQuestions();
    run.hurry();
    assertThat(lastSent().attempts().toArray()).containsExactly(2);
    fireAlarms(); // too late to matter
    assertThat(jobs.backend.sent).hasSize(2);
    failAgain();
    answerQuestions();
    assertThat(lastSent().attempts().toArray()).containsExactly(3);
  }

  @Test
  void shouldTryNothingAgainOnceTheJobIsOver() {
    JobRun<Integer> run = begin(THREE);
    failTheMiddle();
    run.finish();
    answerQuestions();
    fireAlarms();
    run.hurry();
    assertThat(jobs.backend.sent).hasSize(1);
    assertThat(run.heldBytes()).isZero();
  }

  @Test
  void shouldKeepTheWaitingConsumerWaitingForAHeldItem() {
    JobRun<Integer> run =
        jobs.begin(
            List.of(10), Delivery.UNORDERED, JobOptions.defaults().retryOn(t -> true, 2, BACKOFF));
    run.feedAhead();
    failAgain();
    assertThatThrownBy(() -> run.take(taken, jobs.now())).isInstanceOf(TimeoutException.class);
    answerQuestions();
    assertThatThrownBy(() -> run.take(taken, jobs.now())).isInstanceOf(TimeoutException.class);
    assertThat(jobs.ends).hasValue(0);
  }
}
