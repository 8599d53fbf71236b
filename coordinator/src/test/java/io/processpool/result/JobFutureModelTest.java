package io.processpool.result;

import io.processpool.api.JobOptions;
import io.processpool.job.JobRun;
import io.processpool.job.JobSetup.Delivery;
import io.processpool.job.TestJobs;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.jetbrains.lincheck.datastructures.Validate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A future that completes while others cancel it, under many orders of threads, checked by
 * Lincheck: it ends once, and all agree on how.
 */
@Tag("long")
public class JobFutureModelTest {

  private final TestJobs jobs = new TestJobs(1);
  private final AtomicInteger told = new AtomicInteger();
  private final JobFutureTask<List<String>> future;

  public JobFutureModelTest() {
    JobRun<Integer> run = jobs.begin(List.of(1), Delivery.UNORDERED, JobOptions.defaults());
    run.feedAhead();
    jobs.backend.answerNext();
    future = new JobFutureTask<>(run, Runnable::run, Collector::<String>collect);
    future.whenComplete((value, error) -> told.incrementAndGet());
  }

  @Operation(nonParallelGroup = "callback")
  public void complete() {
    future.complete();
  }

  @Operation
  public boolean cancel() {
    return future.cancel(true);
  }

  @Operation
  public String state() {
    return future.toString();
  }

  @Validate
  public void nobodyIsToldTwice() {
    if (told.get() > 1 || jobs.ends.get() > 1) {
      throw new AssertionError(told + " were told, the job ended " + jobs.ends + " times");
    }
  }

  @Test
  void shouldEndOnce() {
    new StressOptions()
        .iterations(40)
        .invocationsPerIteration(2_000)
        .threads(3)
        .actorsPerThread(2)
        .check(JobFutureModelTest.class);
  }
}
