package io.processpool.cli.options;

/** What a failed item does to the others. */
public enum OnFailure {
  /** Nothing. */
  CONTINUE,
  /** No new items are begun; those that run end. */
  SOON,
  /** The running ones are stopped too. */
  NOW
}
