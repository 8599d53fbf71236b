package io.processpool.job;

/** Told what a job does. Called after the job's lock, by any thread; must not block. */
public interface JobEvents {

  /** Items were settled or the job ended; a waiter may look. */
  void progressed(JobRun<?> job);

  /** The job is over. Called once. */
  void ended(JobRun<?> job);
}
