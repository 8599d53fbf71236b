package io.processpool.cli.stop;

/** How soon a job is to end; the later, the sooner. */
public enum Urgency {
  /** Nothing new is begun; what runs goes on to its own end. */
  SOON,
  /** What runs is interrupted. */
  NOW,
  /** What runs is killed. */
  AT_ONCE
}
