package io.processpool.result;

import io.processpool.api.JobProgress;
import io.processpool.api.ProgressListener;
import io.processpool.job.JobRun;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells a listener about progress, on a callback thread, one call at a time. Changes that come
 * while it is busy are told together. Thread-safe.
 */
public final class ProgressPump {

  private static final Logger LOG = LoggerFactory.getLogger(ProgressPump.class);

  private final JobRun<?> run;
  private final ProgressListener listener;
  private final Executor callbacks;
  private final AtomicInteger pending = new AtomicInteger();

  /** Tells this listener about this job. */
  public ProgressPump(JobRun<?> run, ProgressListener listener, Executor callbacks) {
    this.run = run;
    this.listener = listener;
    this.callbacks = callbacks;
  }

  /** Something changed. */
  public void changed() {
    if (pending.getAndIncrement() == 0) {
      callbacks.execute(this::tell);
    }
  }

  private void tell() {
    int told;
    do {
      told = pending.get();
      try {
        listener.onProgress(progress());
      } catch (Throwable e) { // the user's listener must not stop the job
        LOG.warn("{}: progress listener of {} threw", run.setup().pool(), run, e);
      }
    } while (pending.addAndGet(-told) > 0);
  }

  private JobProgress progress() {
    JobRun.Counts counts = run.counts();
    Duration elapsed = Duration.ofNanos(run.setup().services().ticker().nanos() - run.startNanos());
    return new JobProgress(counts.ok(), counts.failed(), run.setup().source().size(), elapsed);
  }
}
