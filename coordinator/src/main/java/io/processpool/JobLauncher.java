package io.processpool;

import io.processpool.api.JobFuture;
import io.processpool.api.JobOptions;
import io.processpool.api.Outcome;
import io.processpool.api.PoolException;
import io.processpool.api.Results;
import io.processpool.job.Answer;
import io.processpool.job.JobRun;
import io.processpool.job.JobSetup.Delivery;
import io.processpool.message.CallShape;
import io.processpool.result.Collector;
import io.processpool.result.JobFutureTask;
import io.processpool.result.LazyResults;
import java.lang.ref.Reference;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;

/** Turns the calls of {@link Pool} into jobs. Thread-safe. */
final class JobLauncher {

  /** The input of a call without items. */
  private static final List<@Nullable Object> NOTHING = Collections.singletonList(null);

  private final PoolCore core;

  /** A pool that nobody can reach is ended; it is reached through whatever still needs it. */
  private final Object owner;

  JobLauncher(PoolCore core, Object owner) {
    this.core = core;
    this.owner = owner;
  }

  /** A function, what kind it is, and how its job runs. */
  record Task(Object function, CallShape shape, JobOptions options) {

    /** A function of two arguments. */
    static Task ofPairs(Object function, PairItems items, JobOptions options) {
      OptionalLong size = items.size();
      JobOptions sized = size.isPresent() ? options.sizeHint(size.getAsLong()) : options;
      return new Task(function, CallShape.BI_FUNCTION, sized);
    }
  }

  <R extends @Nullable Object> List<R> collect(Task task, Iterable<?> items) {
    return Collector.collect(begin(task, items, Delivery.UNORDERED, watch(Level.INFO), false));
  }

  <R extends @Nullable Object> JobFuture<List<R>> collectAsync(Task task, Iterable<?> items) {
    JobWatch watch = watch(Level.INFO);
    JobRun<?> run = begin(task, items, Delivery.UNORDERED, watch, false);
    JobFutureTask<List<R>> future =
        new JobFutureTask<>(run, core.callbacks(), Collector::<R>collect);
    core.registry().promise(future);
    watch.promise(future); // before its consumer reads the input, where it may stay
    future.complete();
    return future;
  }

  <R extends @Nullable Object> Results<R> lazy(Task task, Iterable<?> items, Delivery delivery) {
    JobRun<?> run = begin(task, items, delivery, watch(Level.INFO), true);
    return values(run);
  }

  private <T extends @Nullable Object, R extends @Nullable Object> Results<R> values(
      JobRun<T> run) {
    return results(run, (answer, decode) -> cast(decode.value()));
  }

  private <T extends @Nullable Object, R extends @Nullable Object> Results<R> results(
      JobRun<T> run, LazyResults.AnswerMapper<T, R> mapper) {
    LazyResults<T, R> results = new LazyResults<>(run, mapper, owner);
    Abandoned.watch(results, run);
    return results;
  }

  <T extends @Nullable Object, R extends @Nullable Object> Results<Outcome<T, R>> outcomes(
      Task task, Iterable<? extends T> items) {
    JobRun<T> run = begin(task, items, Delivery.ORDERED, watch(Level.INFO), true);
    return results(run, JobLauncher::outcome);
  }

  private static <T extends @Nullable Object, R extends @Nullable Object> Outcome<T, R> outcome(
      Answer<T> answer, LazyResults.Decode decode) {
    try {
      return new Outcome.Success<>(answer.index(), answer.item(), cast(decode.value()));
    } catch (PoolException e) {
      return new Outcome.Failure<>(answer.index(), answer.item(), e);
    }
  }

  /** The function's signature tied its results to R; a result may be null where R allows it. */
  @SuppressWarnings({"unchecked", "NullAway", "TypeParameterUnusedInFormals"})
  private static <R extends @Nullable Object> R cast(@Nullable Object value) {
    return (R) value;
  }

  @SuppressWarnings("TypeParameterUnusedInFormals")
  <R extends @Nullable Object> R call(Task task, List<?> item) {
    JobRun<?> run = begin(task, item, Delivery.UNORDERED, watch(Level.DEBUG), false);
    return Collector.<R>collect(run).get(0);
  }

  <R extends @Nullable Object> JobFuture<R> callAsync(Task task, List<?> item) {
    return callAsync(task, item, run -> Collector.<R>collect(run).get(0));
  }

  private <R extends @Nullable Object> JobFuture<R> callAsync(
      Task task, List<?> item, Function<JobRun<?>, R> finisher) {
    JobWatch watch = watch(Level.DEBUG);
    JobRun<?> run = begin(task, item, Delivery.UNORDERED, watch, false);
    JobFutureTask<R> future = new JobFutureTask<>(run, core.callbacks(), finisher);
    core.registry().promise(future);
    try {
      run.feedAhead();
    } finally { // before, a callback thread could be the consumer beside this one
      watch.complete(future);
      watch.progressed(run);
    }
    return future;
  }

  <R extends @Nullable Object> JobFuture<R> submit(Task task) {
    return callAsync(task, NOTHING);
  }

  /** For a task without a result of its own. */
  <R extends @Nullable Object> JobFuture<R> submit(Task task, R result) {
    return callAsync(
        task,
        NOTHING,
        run -> {
          Collector.collect(run);
          return result;
        });
  }

  <R extends @Nullable Object> List<R> broadcast(Task task) {
    int workers = core.settings().workers();
    JobOptions options = task.options().chunkSize(1).window(workers);
    List<@Nullable Object> each = Collections.nCopies(workers, null);
    Task oneByOne = new Task(task.function(), task.shape(), options);
    return Collector.collect(begin(oneByOne, each, Delivery.EACH_WORKER, watch(Level.INFO), false));
  }

  private <T extends @Nullable Object> JobRun<T> begin(
      Task task, Iterable<? extends T> items, Delivery delivery, JobWatch watch, boolean lazy) {
    try {
      return core.begin(
          new PoolCore.Call<T>(task.function(), task.shape(), items, delivery, task.options()),
          watch,
          lazy);
    } finally {
      Reference.reachabilityFence(owner); // a job that has begun is waited for
    }
  }

  private JobWatch watch(Level level) {
    return new JobWatch(core.settings(), core.registry(), core.news(), level);
  }
}
