package io.processpool.api;

/** What a call that collects all results does when an item fails; lazy calls are not affected. */
public enum OnError {
  /**
   * Stop feeding, cancel what is not done and interrupt what runs, as {@link JobFuture#cancel}
   * does, and throw promptly the lowest-index failure known.
   */
  FAIL_FAST,
  /** Run every item, then throw the lowest-index failure with the others suppressed in it. */
  FINISH
}
