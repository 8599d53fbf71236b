package io.processpool.message;

/**
 * Coordinator to worker: the job is over, forget its function.
 *
 * @param job the job
 */
public record CloseJob(int job) implements Message {
  @Override
  public MessageType type() {
    return MessageType.CLOSE_JOB;
  }
}
