package io.processpool.result;

import io.processpool.api.OnError;
import io.processpool.api.PoolException;
import io.processpool.job.Answer;
import io.processpool.job.Deadline;
import io.processpool.job.JobRun;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Takes all answers of a job, as they come, and puts them in input order.
 *
 * @param <R> the results
 */
public final class Collector<R extends @Nullable Object> {

  private static final int SUPPRESSED = 100;

  private final JobRun<?> run;
  private final boolean failFast;
  private final AnswerReader reader;
  private final List<@Nullable Object> values = new ArrayList<>();
  private final List<PoolException> failures = new ArrayList<>();
  private long lowestFailure = Long.MAX_VALUE;
  private @Nullable PoolException lowest;

  private Collector(JobRun<?> run) {
    this.run = run;
    this.failFast = run.setup().options().onError() == OnError.FAIL_FAST;
    this.reader = new AnswerReader(run);
  }

  /**
   * The results of a job, in input order. Blocks; feeds the job meanwhile.
   *
   * @throws PoolException the failure with the lowest index, or what ended the job
   */
  public static <R extends @Nullable Object> List<R> collect(JobRun<?> run) {
    return new Collector<R>(run).collect();
  }

  private List<R> collect() {
    try {
      collectFrom(run);
    } finally {
      run.finish();
    }
    PoolException failure = lowest;
    if (failure != null) {
      failures.stream()
          .filter(each -> each != failure)
          .limit(SUPPRESSED)
          .forEach(failure::addSuppressed);
      throw failure;
    }
    @SuppressWarnings("unchecked") // the function's signature tied its results to R
    List<R> results = (List<R>) values;
    return results;
  }

  private <T extends @Nullable Object> void collectFrom(JobRun<T> source) {
    List<Answer<T>> batch = new ArrayList<>();
    while (take(source, batch)) {
      for (Answer<T> answer : batch) {
        place(answer);
        source.consumed(answer);
      }
      batch.clear();
      if (failFast && lowest != null) {
        return;
      }
    }
  }

  private static <T extends @Nullable Object> boolean take(
      JobRun<T> source, List<Answer<T>> batch) {
    try {
      return source.take(batch, Deadline.none(source.setup().services().ticker()));
    } catch (TimeoutException e) {
      throw new IllegalStateException("a wait without a limit cannot pass it", e);
    }
  }

  private void place(Answer<?> answer) {
    int index = Math.toIntExact(answer.index());
    while (values.size() <= index) {
      values.add(null);
    }
    if (failFast && answer.index() > lowestFailure) {
      return;
    }
    try {
      values.set(index, reader.read(answer));
    } catch (PoolException e) {
      failures.add(e);
      if (answer.index() < lowestFailure) {
        lowestFailure = answer.index();
        lowest = e;
      }
    }
  }
}
