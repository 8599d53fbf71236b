package io.processpool.job;

import io.processpool.api.JobOptions;
import io.processpool.backend.JobSpec;
import io.processpool.chunk.ItemSource;
import io.processpool.concurrent.SpinWait;
import io.processpool.job.JobSetup.Delivery;
import io.processpool.message.CallShape;
import io.processpool.message.PayloadBlock;
import io.processpool.testing.Blocks;
import io.processpool.testing.FakeTicker;
import io.processpool.testing.ScriptedBackend;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** Jobs at a scripted backend. */
public final class TestJobs {

  public final FakeTicker ticker = new FakeTicker();
  public final ScriptedBackend backend;
  public final AtomicInteger ends = new AtomicInteger();
  public final AtomicInteger news = new AtomicInteger();

  public TestJobs(int workers) {
    this.backend = new ScriptedBackend(workers);
  }

  /** What jobs asked to be run later, in order. */
  public final java.util.List<Runnable> alarms = new java.util.ArrayList<>();

  /** What waits for a callback thread. */
  public final java.util.Queue<Runnable> callbacks = new java.util.ArrayDeque<>();

  private final JobTimer timer =
      (delay, task) -> {
        alarms.add(task);
        return new java.util.concurrent.CompletableFuture<>();
      };

  public <T> JobRun<T> begin(Iterable<? extends T> items, Delivery delivery, JobOptions options) {
    return begin(
        items,
        delivery,
        options,
        new JobEvents() {
          @Override
          public void progressed(JobRun<?> job) {
            news.incrementAndGet();
          }

          @Override
          public void ended(JobRun<?> job) {
            ends.incrementAndGet();
          }
        });
  }

  public <T> JobRun<T> begin(
      Iterable<? extends T> items, Delivery delivery, JobOptions options, JobEvents events) {
    JobRun<T> run =
        new JobRun<>(
            new JobSetup<>(
                "p1",
                options,
                new JobSpec(1, CallShape.FUNCTION, 0, 0, false, PayloadBlock.EMPTY),
                ItemSource.of(items, options.sizeHint()),
                delivery,
                events,
                new JobSetup.Services(
                    backend,
                    new Codecs(Blocks.SETTINGS, Blocks.SETTINGS, Blocks.SETTINGS),
                    ticker,
                    timer,
                    callbacks::add,
                    (job, answer, which) -> which.test(new Exception("" + answer.index())),
                    Optional.empty(),
                    SpinWait.never())));
    run.begin();
    return run;
  }

  public Deadline now() {
    return Deadline.in(ticker, java.time.Duration.ZERO);
  }

  public Deadline never() {
    return Deadline.none(ticker);
  }

  /** Whether the job still counts bytes as held. */
  public static long held(JobRun<?> run) {
    return run.heldBytes();
  }
}
