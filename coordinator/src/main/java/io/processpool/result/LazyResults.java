package io.processpool.result;

import io.processpool.api.JobReport;
import io.processpool.api.Results;
import io.processpool.concurrent.Ticker;
import io.processpool.job.Answer;
import io.processpool.job.AnswerList;
import io.processpool.job.AnswerRun;
import io.processpool.job.Deadline;
import io.processpool.job.JobRun;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.NoSuchElementException;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Results that are decoded when they are asked for.
 *
 * @param <T> the items
 * @param <R> what the consumer gets
 */
public final class LazyResults<T extends @Nullable Object, R extends @Nullable Object>
    implements Results<R> {

  private final JobRun<T> run;
  private final AnswerMapper<T, R> mapper;
  private final AnswerReader reader;
  private final Deadline unlimited;

  /** Not taken by the consumer yet: from the next one of the first run on. */
  private final Queue<AnswerRun<T>> taken = new ArrayDeque<>();

  private int next;
  private volatile boolean closed;

  @SuppressWarnings("unused") // kept, not used
  private final Object owner;

  /** Since when the consumer has results in its hands. */
  private OptionalLong leftNanos = OptionalLong.empty();

  /**
   * Results of a job that has begun.
   *
   * @param owner what must not be ended as long as somebody has these results
   */
  public LazyResults(JobRun<T> run, AnswerMapper<T, R> mapper, Object owner) {
    this.owner = owner;
    this.run = run;
    this.mapper = mapper;
    this.reader = new AnswerReader(run);
    this.unlimited = Deadline.none(run.setup().services().ticker());
  }

  /** Makes what the consumer gets of an answer. */
  @FunctionalInterface
  public interface AnswerMapper<T extends @Nullable Object, R extends @Nullable Object> {

    /**
     * The consumer's value.
     *
     * @param decode gives the answer's value or throws its failure
     */
    R map(Answer<T> answer, Decode decode);
  }

  /** Decodes an answer. */
  @FunctionalInterface
  public interface Decode {

    /** The value, or the item's failure as an exception. */
    @Nullable Object value();
  }

  @Override
  public boolean hasNext() {
    try {
      return await(unlimited);
    } catch (TimeoutException e) {
      throw new IllegalStateException("a wait without a limit cannot pass it", e);
    }
  }

  @Override
  public R next() {
    if (!hasNext()) {
      throw noMore();
    }
    return decodeNext();
  }

  @Override
  public R next(Duration limit) throws TimeoutException {
    if (!await(Deadline.in(run.setup().services().ticker(), limit))) {
      throw noMore();
    }
    return decodeNext();
  }

  private boolean await(Deadline deadline) throws TimeoutException {
    if (closed) {
      taken.clear();
      return false;
    }
    if (!taken.isEmpty()) {
      return true;
    }
    Ticker ticker = run.setup().services().ticker();
    leftNanos.ifPresent(left -> run.away(ticker.nanos() - left));
    leftNanos = OptionalLong.empty(); // a wait that runs out of time hands out nothing
    AnswerList<T> batch = new AnswerList<>();
    boolean more = run.take(batch, deadline);
    taken.addAll(batch.runs());
    leftNanos = OptionalLong.of(ticker.nanos());
    if (!more) {
      reader.end();
    }
    return more;
  }

  private R decodeNext() {
    AnswerRun<T> first = taken.element();
    Answer<T> answer = first.get(next++);
    if (next == first.count()) {
      taken.remove();
      next = 0;
    }
    run.consumed(answer);
    run.feedAhead();
    return mapper.map(answer, () -> read(answer));
  }

  private @Nullable Object read(Answer<T> answer) {
    try {
      return reader.read(answer);
    } finally {
      if (next == 0) { // it was the last of its run
        reader.tell();
      }
    }
  }

  private NoSuchElementException noMore() {
    return new NoSuchElementException(run.setup().pool() + ": " + run + " has no more results");
  }

  @Override
  public Stream<R> stream() {
    Spliterator<R> results = Spliterators.spliteratorUnknownSize(this, Spliterator.ORDERED);
    return StreamSupport.stream(results, false).onClose(this::close);
  }

  @Override
  public JobReport report() {
    return run.report();
  }

  @Override
  public void close() {
    closed = true;
    run.finish();
  }

  @Override
  public String toString() {
    return "Results[" + run + "]";
  }
}
