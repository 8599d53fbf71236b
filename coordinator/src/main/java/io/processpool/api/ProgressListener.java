package io.processpool.api;

/** Told how far a job is; see {@link JobOptions#onProgress}. */
@FunctionalInterface
public interface ProgressListener {

  /**
   * Something changed. Called on a callback thread, never twice at a time; when changes come faster
   * than it returns, the ones in between are left out, and the last one is always told. What it
   * throws is logged and changes nothing.
   *
   * @param progress a snapshot
   */
  void onProgress(JobProgress progress);
}
