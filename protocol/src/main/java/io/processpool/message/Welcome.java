package io.processpool.message;

/**
 * Coordinator to worker: you are in; these are your place and limits.
 *
 * @param workerIndex the place in the pool, kept by a replacement
 * @param maxDepth how deep an object graph may be
 * @param maxValueBytes how large one encoded value may be
 * @param flushBytes send results when that many bytes wait
 * @param flushMicros send results when the oldest has waited that long
 * @param spinMicros how long to stay awake for the next chunk
 * @param mostGrowthBytes by how much its memory may grow, 0 for any amount
 * @param initializer one value, the {@code WorkerInitializer}, or none
 */
public record Welcome(
    int workerIndex,
    int maxDepth,
    int maxValueBytes,
    int flushBytes,
    int flushMicros,
    int spinMicros,
    long mostGrowthBytes,
    PayloadBlock initializer)
    implements Message {
  @Override
  public MessageType type() {
    return MessageType.WELCOME;
  }
}
