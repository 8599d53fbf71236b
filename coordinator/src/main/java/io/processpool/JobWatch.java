package io.processpool;

import io.processpool.advice.AdviceLog;
import io.processpool.api.JobReport;
import io.processpool.api.ProgressListener;
import io.processpool.backend.Chunk;
import io.processpool.backend.ChunkOutcome;
import io.processpool.job.JobEvents;
import io.processpool.job.JobRegistry;
import io.processpool.job.JobRun;
import io.processpool.result.JobFutureTask;
import io.processpool.result.ProgressPump;
import io.processpool.trace.IpcLog;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;

/** Tells those who want to know what one job does. Thread-safe once the job has begun. */
final class JobWatch implements JobEvents {

  private final PoolSettings settings;
  private final JobRegistry registry;
  private final Executor callbacks;
  private final PoolNews news;
  private final Level level;
  private @Nullable ProgressPump progress;
  private volatile @Nullable JobFutureTask<?> promised;
  private volatile @Nullable JobFutureTask<?> future;

  JobWatch(PoolSettings settings, JobRegistry registry, PoolNews news, Level level) {
    this.settings = settings;
    this.registry = registry;
    this.callbacks = news.callbacks();
    this.news = news;
    this.level = level;
  }

  void tell(JobRun<?> run, ProgressListener listener) {
    progress = new ProgressPump(run, listener, callbacks);
  }

  /** Tells the future of the job's end. */
  void promise(JobFutureTask<?> made) {
    promised = made;
  }

  /** Completes the future when the job has an answer, too. */
  void complete(JobFutureTask<?> when) {
    promise(when);
    future = when;
  }

  @Override
  public void progressed(JobRun<?> job) {
    if (progress != null) {
      progress.changed();
    }
    JobFutureTask<?> waiting = future;
    if (waiting != null && job.isReady()) {
      waiting.complete();
    }
  }

  @Override
  public void chunkDone(JobRun<?> job, Chunk chunk, ChunkOutcome.Completed outcome) {
    news.chunkDone(job.setup().id(), chunk, outcome);
  }

  @Override
  public void ended(JobRun<?> job) {
    try {
      tellEnd(job); // before a close() that waits for it can go on and tell that all is over
    } finally {
      registry.remove(job);
      progressed(job);
      JobFutureTask<?> waiting = promised;
      if (waiting != null) {
        waiting.jobEnded();
      }
    }
  }

  private void tellEnd(JobRun<?> job) {
    if (!IpcLog.isOn(level) && !AdviceLog.isOn() && !settings.hasListener()) {
      return; // to make a report costs as much as a small job
    }
    JobReport report = job.report();
    IpcLog.jobEnded(settings.name(), report, level);
    AdviceLog.jobEnded(settings.name(), report);
    news.jobEnded(report);
  }
}
