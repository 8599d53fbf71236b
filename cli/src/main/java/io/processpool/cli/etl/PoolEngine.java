package io.processpool.cli.etl;

import io.processpool.Pool;
import io.processpool.PoolBuilder;
import io.processpool.api.Advice;
import io.processpool.api.IpcCounters;
import io.processpool.api.JobOptions;
import io.processpool.api.Outcome;
import io.processpool.api.PoolException;
import io.processpool.api.Results;
import io.processpool.api.TaskFailedException;
import io.processpool.api.WorkerLostException;
import io.processpool.cli.options.CommonOptions;
import io.processpool.cli.options.UsageException;
import io.processpool.cli.stop.StopRequest;
import java.time.Duration;
import java.util.List;

/**
 * Worker JVMs.
 *
 * <p>The two ordered ways both take outcomes, where a lost item is a value and costs nothing but
 * itself: {@code Pool.map} would throw and keep the results of all other files to itself.
 */
final class PoolEngine implements Engine {

  private static final Duration STOP_LIMIT = Duration.ofMillis(500);

  /** How many chunks for each worker are read ahead: enough to keep it busy, few to drop. */
  private static final int CHUNKS_AHEAD = 4;

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
  static PoolEngine open(CommonOptions options, StopRequest stop) {
    PoolBuilder builder = Pool.builder().name("etl").workers(options.workers());
    try {
      options.workerHeap().ifPresent(heap -> builder.workerHeap(heap.bytes()));
      return new PoolEngine(builder.open(), options, stop);
    } catch (IllegalArgumentException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public void run(FileJob job, FileJob.Watcher watcher) {
    try (Taker taker = new Taker(job, watcher)) {
      if (job.order() == Order.UNORDERED) {
        takeUnordered(job, taker, jobOptions(job, watcher));
      } else {
        takeOrdered(job, taker, jobOptions(job, watcher));
      }
    }
  }

  private JobOptions jobOptions(FileJob job, FileJob.Watcher watcher) {
    int ahead = options.chunkSize().items().orElse(1) * CHUNKS_AHEAD * options.workers();
    return options
        .jobOptions(job.label())
        .window(ahead)
        .sizeHint(job.files().size())
        .onProgress(progress -> watcher.ended(progress.done() + progress.failed()));
  }

  private void takeOrdered(FileJob job, Taker taker, JobOptions jobOptions) {
    try (Results<Outcome<FilePair, FileResult>> results =
        pool.outcomes(job.work(), stop.whileWanted(job.files()), jobOptions)) {
      while (!stop.isNow() && results.hasNext()) {
        Outcome<FilePair, FileResult> outcome = results.next();
        if (outcome instanceof Outcome.Failure<FilePair, FileResult> failure) {
          taker.arrived(resultFor(failure.error()));
        } else if (outcome instanceof Outcome.Success<FilePair, FileResult> success) {
          taker.arrived(success.value());
        }
      }
      advice = results.report().advice();
    }
  }

  private void takeUnordered(FileJob job, Taker taker, JobOptions jobOptions) {
    try (Results<FileResult> results =
        pool.imapUnordered(job.work(), stop.whileWanted(job.files()), jobOptions)) {
      while (!stop.isNow() && results.hasNext()) {
        taker.arrived(nextOf(results));
      }
      advice = results.report().advice();
    }
  }

  private static FileResult nextOf(Results<FileResult> results) {
    try {
      return results.next();
    } catch (PoolException e) {
      return resultFor(e);
    }
  }

  /** A failure of one file as its result; a failure of the whole pool goes on its way. */
  private static FileResult resultFor(PoolException error) {
    long index;
    if (error instanceof TaskFailedException failed) {
      index = failed.itemIndex();
    } else if (error instanceof WorkerLostException lost) {
      index = lost.itemIndex();
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
