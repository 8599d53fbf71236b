package io.processpool.job;

import io.processpool.api.JobOptions;
import io.processpool.job.JobSetup.Delivery;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.jetbrains.lincheck.datastructures.Validate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A window of results that a backend fills, a consumer empties and a third thread may end, under
 * many orders of threads, checked by Lincheck.
 */
@Tag("long")
public class ResultWindowModelTest {

  private static final int ITEMS = 6;
  private static final JobOptions OPTIONS = JobOptions.defaults().chunkSize(1).window(3);

  private final TestJobs jobs = new TestJobs(1);
  private final JobRun<Integer> run =
      jobs.begin(IntStream.range(0, ITEMS).boxed().toList(), Delivery.ORDERED, OPTIONS);
  private final List<Long> taken = new ArrayList<>();

  public ResultWindowModelTest() {
    run.feedAhead();
  }

  @Operation(nonParallelGroup = "backend")
  public void answer() {
    if (!jobs.backend.open.isEmpty()) {
      jobs.backend.answerNext();
    }
  }

  @Operation(nonParallelGroup = "consumer")
  public List<Long> take() throws TimeoutException {
    AnswerList<Integer> answers = new AnswerList<>();
    run.take(answers, jobs.now());
    answers.forEach(answer -> taken.add(answer.index()));
    return answers.stream().map(Answer::index).toList();
  }

  @Operation
  public void fail() {
    run.fail(() -> new IllegalStateException("ended"), true);
  }

  @Operation
  public boolean isReady() {
    return run.isReady();
  }

  @Validate
  public void answersComeInOrderAndOnce() {
    for (int i = 0; i < taken.size(); i++) {
      if (taken.get(i) != i) {
        throw new AssertionError("taken: " + taken);
      }
    }
  }

  @Test
  void shouldBeAsIfCallsCameOneAfterTheOther() {
    new StressOptions()
        .iterations(40)
        .invocationsPerIteration(2_000)
        .threads(3)
        .actorsPerThread(2)
        .check(ResultWindowModelTest.class);
  }
}
