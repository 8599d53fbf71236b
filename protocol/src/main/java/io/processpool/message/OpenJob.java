package io.processpool.message;

/**
 * Coordinator to worker, once per worker and job, before its first chunk: the function.
 *
 * @param job the job
 * @param shape what kind of function it is
 * @param seed the job's seed
 * @param taskLimitMicros how long an item may run, 0 for as long as it likes
 * @param function one value, the function with what it captured
 */
public record OpenJob(
    int job, CallShape shape, long seed, long taskLimitMicros, PayloadBlock function)
    implements Message {
  @Override
  public MessageType type() {
    return MessageType.OPEN_JOB;
  }
}
