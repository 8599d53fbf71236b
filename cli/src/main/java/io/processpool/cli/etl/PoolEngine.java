package io.processpool.cli.etl;

import io.processpool.Pool;
import io.processpool.PoolBuilder;
import io.processpool.api.Advice;
import io.processpool.api.IpcCounters;
import io.processpool.api.JobOptions;
import io.processpool.api.PoolException;
import io.processpool.api.Results;
import io.processpool.api.TaskFailedException;
import io.processpool.api.TaskTimeoutException;
import io.processpool.api.WorkerInfo;
import io.processpool.api.WorkerLostException;
import io.processpool.cli.options.CommonOptions;
import io.processpool.cli.options.UsageException;
import io.processpool.cli.stop.StopRequest;
import io.processpool.cli.stop.Urgency;
import java.time.Duration;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * Worker JVMs.
 *
 * <p>Results are taken as they come and put in order here: what waits for its turn does not hold up
 * the reading, so no more need be read than runs, and an end that is asked for finds nothing that
 * was handed to the pool and has not begun.
 */
final class PoolEngine implements Engine {

  private static final Duration STOP_LIMIT = Duration.ofMillis(500);

  private final Pool pool;
  private final CommonOptions options;
  private final StopRequest stop;
  private List<Advice> advice = List.of();

  private PoolEngine(Pool pool, CommonOptions options, StopRequest stop) {
    this.pool = pool;
    this.options = options;
    this.stop = stop;
  }

  /**
   * Starts the workers.
   *
   * @throws UsageException if the options are no good
   */
  static PoolEngine open(CommonOptions options, StopRequest stop, Observers observers) {
    PoolBuilder builder = Pool.builder().name("etl").workers(options.workers());
    observers.attachTo("etl", builder);
    try {
      builder.workerArchive(options.workerArchive());
      options.workerHeap().ifPresent(heap -> builder.workerHeap(heap.bytes()));
      return new PoolEngine(builder.open(), options, stop);
    } catch (IllegalArgumentException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public void run(FileJob job, FileJob.Watcher watcher) {
    try (Taker taker = new Taker(job, watcher);
        Results<FileResult> results =
            pool.imapUnordered(
                job.work(), stop.whileWanted(job.files()), jobOptions(job, watcher))) {
      stop.tellWhile(
          urgency -> leave(results, urgency),
          () -> {
            while (results.hasNext()) {
              nextOf(results).ifPresent(taker::arrived);
            }
          });
      advice = results.report().advice();
    }
  }

  private void leave(Results<FileResult> results, Urgency urgency) {
    switch (urgency) {
      case SOON -> {
        if (pool.workers().stream().noneMatch(each -> each.state() == WorkerInfo.State.BUSY)) {
          results.close(); // what was handed to the pool has not begun
        }
      }
      case NOW -> {
        results.close();
        var unused = pool.close(STOP_LIMIT); // who told this program may have told the workers too
      }
      case AT_ONCE -> pool.terminate();
    }
  }

  private JobOptions jobOptions(FileJob job, FileJob.Watcher watcher) {
    long wanted = (long) options.chunkSize().items().orElse(1) * options.workers();
    int running = (int) Math.min(Integer.MAX_VALUE, wanted);
    return options
        .jobOptions(job.label())
        .window(running)
        .sizeHint(job.files().size())
        .onProgress(progress -> watcher.ended(progress.done() + progress.failed()));
  }

  /** Empty if the results were left meanwhile. */
  private static Optional<FileResult> nextOf(Results<FileResult> results) {
    try {
      return Optional.of(results.next());
    } catch (NoSuchElementException e) {
      return Optional.empty();
    } catch (PoolException e) {
      return Optional.of(resultFor(e));
    }
  }

  /** A failure of one file as its result; a failure of the whole pool goes on its way. */
  private static FileResult resultFor(PoolException error) {
    long index;
    if (error instanceof TaskFailedException failed) {
      index = failed.itemIndex();
    } else if (error instanceof WorkerLostException lost) {
      index = lost.itemIndex();
    } else if (error instanceof TaskTimeoutException late) {
      index = late.itemIndex();
    } else {
      throw error;
    }
    return FileResult.failed((int) index, 0, String.valueOf(error.getMessage()));
  }

  @Override
  public IpcCounters counters() {
    return pool.stats().ipc();
  }

  @Override
  public List<Advice> advice() {
    return advice;
  }

  @Override
  public void close() {
    if (stop.isNow()) {
      var unused = pool.close(STOP_LIMIT);
    } else {
      pool.close();
    }
  }
}
