package io.processpool.message;

/**
 * Coordinator to worker: begin no further item of this job, and tell the running one.
 *
 * @param job the job
 * @param interrupt whether the running item's thread is interrupted
 */
public record CancelJob(int job, boolean interrupt) implements Message {
  @Override
  public MessageType type() {
    return MessageType.CANCEL_JOB;
  }
}
