package io.processpool.result;

import io.processpool.api.OnError;
import io.processpool.api.PoolException;
import io.processpool.job.AnswerList;
import io.processpool.job.AnswerRun;
import io.processpool.job.Deadline;
import io.processpool.job.JobRun;
import io.processpool.payload.PagedList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Takes all answers of a job, as they come, and puts them in input order.
 *
 * @param <R> the results
 */
public final class Collector<R extends @Nullable Object> implements AnswerReader.Taker {

  private static final int SUPPRESSED = 100;

  private final JobRun<?> run;
  private final boolean failFast;
  private final AnswerReader reader;
  private final PagedList<@Nullable Object> values = new PagedList<>();

  /** By index: the lowest, and as many more as it will suppress. */
  private final TreeMap<Long, PoolException> failures = new TreeMap<>();

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
    } catch (PoolException e) { // the job ended early; what had failed before is not lost
      if (e.getSuppressed().length == 0) { // or it is the input's, which may throw it again
        failures.values().forEach(e::addSuppressed);
      }
      throw e;
    } finally {
      reader.end();
      run.finish();
    }
    if (!failures.isEmpty()) {
      PoolException lowest = failures.firstEntry().getValue();
      failures.values().stream().skip(1).forEach(lowest::addSuppressed);
      throw lowest;
    }
    @SuppressWarnings("unchecked") // the function's signature tied its results to R
    List<R> results = (List<R>) values;
    return results;
  }

  private <T extends @Nullable Object> void collectFrom(JobRun<T> source) {
    AnswerList<T> batch = new AnswerList<>();
    while (take(source, batch)) {
      for (AnswerRun<T> answers : batch.runs()) {
        place(answers);
        source.consumed(answers);
      }
      batch.clear();
      reader.tell();
      if (failFast && !failures.isEmpty()) {
        return;
      }
    }
  }

  private static <T extends @Nullable Object> boolean take(JobRun<T> source, AnswerList<T> batch) {
    try {
      return source.take(batch, Deadline.none(source.setup().services().ticker()));
    } catch (TimeoutException e) {
      throw new IllegalStateException("a wait without a limit cannot pass it", e);
    }
  }

  private void place(AnswerRun<?> answers) {
    values.reach(Math.toIntExact(answers.firstIndex() + answers.count()));
    if (failFast && !failures.isEmpty() && answers.firstIndex() > failures.firstKey()) {
      return;
    }
    reader.read(answers, this);
  }

  @Override
  public void value(long index, @Nullable Object value) {
    values.put((int) index, value);
  }

  @Override
  public void failure(long index, PoolException failure) {
    failures.put(index, failure);
    if (failures.size() > 1 + SUPPRESSED) {
      failures.pollLastEntry();
    }
  }
}
