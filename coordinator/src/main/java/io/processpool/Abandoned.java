package io.processpool;

import io.processpool.concurrent.NamedThreads;
import io.processpool.job.JobRun;
import java.lang.ref.Cleaner;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends what a program dropped without closing it. */
final class Abandoned {

  private static final Logger LOG = LoggerFactory.getLogger(Abandoned.class);

  /** One thread for all pools; what it runs does not wait. */
  private static final Cleaner CLEANER =
      Cleaner.create(new NamedThreads("processpool").factory("cleaner"));

  private Abandoned() {}

  /** Ends the pool when nobody can reach this object any more. */
  static void watch(Pool pool, PoolEnd end) {
    CLEANER.register(pool, end::abandoned);
  }

  /** Ends the job when nobody can reach its results any more. */
  static void watch(Object results, JobRun<?> run) {
    CLEANER.register(results, () -> cancel(run));
  }

  private static void cancel(JobRun<?> run) {
    if (!run.isEnded()) {
      LOG.warn(
          "{}: the results of {} were dropped without close(); what is not done is cancelled",
          run.setup().pool(),
          run);
      run.finish();
    }
  }
}
