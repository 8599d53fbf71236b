package io.processpool.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.processpool.api.JobOptions;
import io.processpool.api.PoolException;
import io.processpool.job.JobSetup.Delivery;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class JobRegistryTest {

  private final TestJobs jobs = new TestJobs(1);
  private final JobRegistry registry = new JobRegistry();
  private final AtomicLong begun = new AtomicLong();

  private JobRun<Integer> job(boolean lazy) {
    return job(jobs, lazy);
  }

  private JobRun<Integer> job(TestJobs jobs, boolean lazy) {
    JobRun<Integer> run =
        jobs.begin(
            List.of(1, 2),
            Delivery.ORDERED,
            JobOptions.defaults(),
            new JobEvents() {
              @Override
              public void progressed(JobRun<?> job) {}

              @Override
              public void ended(JobRun<?> job) {
                registry.remove(job);
              }
            });
    registry.add(run, lazy);
    return run;
  }

  private static PoolException closed() {
    return new PoolException("p1", "closed", null);
  }

  @Test
  void shouldNotKeepAJobThatHadEndedBeforeItCame() throws Exception {
    JobRun<Integer> run = job(false);
    run.finish();
    registry.add(run, false);
    assertThat(registry.awaitEmpty(jobs.now())).isTrue();
    assertThat(registry.snapshots()).isEmpty();
  }

  @Test
  void shouldWaitUntilTheLastJobHasEnded() throws Exception {
    JobRun<Integer> run = job(false);
    assertThat(registry.awaitEmpty(jobs.now())).isFalse();
    CountDownLatch waits = new CountDownLatch(1);
    Thread ender =
        new Thread(
            () -> {
              try {
                waits.await();
              } catch (InterruptedException e) {
                return;
              }
              run.finish();
            });
    ender.start();
    waits.countDown();
    assertThat(registry.awaitEmpty(jobs.never())).isTrue();
    ender.join();
  }

  @Test
  void shouldFailOnlyLazyJobsWhenAsked() throws Exception {
    JobRun<Integer> lazy = job(true);
    JobRun<Integer> eager = job(false);
    registry.failLazy(JobRegistryTest::closed);
    assertThatThrownBy(() -> lazy.take(new AnswerList<>(), jobs.now())).hasMessage("p1: closed");
    assertThat(eager.isReady()).isFalse();
    registry.failAll(JobRegistryTest::closed);
    assertThat(eager.isReady()).isTrue();
    assertThat(registry.awaitEmpty(jobs.now())).isTrue();
  }

  @Test
  void shouldAddUpEndedAndRunningJobs() throws Exception {
    JobRun<Integer> run = job(false);
    run.feedAhead();
    jobs.backend.answerNext();
    assertThat(registry.totals()).isEqualTo(new JobRegistry.Totals(1, 0, 0));
    run.fail(JobRegistryTest::closed, true);
    assertThat(registry.totals()).isEqualTo(new JobRegistry.Totals(1, 0, 1));
  }

  @Test
  void shouldCountAJobOnceThatEndsMeanwhile() throws Exception {
    int rounds = 2_000;
    AtomicBoolean over = new AtomicBoolean();
    AtomicLong most = new AtomicLong();
    Thread reader =
        new Thread(
            () -> {
              while (!over.get()) {
                JobRegistry.Totals totals = registry.totals();
                most.accumulateAndGet(totals.ok() - begun.get(), Math::max);
              }
            });
    reader.start();
    for (int i = 0; i < rounds; i++) {
      TestJobs own = new TestJobs(1);
      JobRun<Integer> run = job(own, false);
      begun.incrementAndGet();
      run.feedAhead();
      own.backend.answerNext();
      run.finish();
    }
    over.set(true);
    reader.join();
    assertThat(registry.totals().ok()).isEqualTo(rounds);
    assertThat(most.get()).as("more items than there were").isLessThanOrEqualTo(0);
  }

  @Test
  void shouldCountAJobOnceThatEndsTwice() {
    JobRun<Integer> run = job(false);
    run.finish();
    registry.remove(run);
    assertThat(registry.totals().cancelled()).isZero();
  }
}
