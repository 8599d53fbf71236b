package io.processpool.message;

/**
 * Coordinator to worker: if you have not begun this chunk, forget it and say so; else go on.
 *
 * @param job the job
 * @param lease which sending of the chunk
 */
public record RecallChunk(int job, long lease) implements Message {
  @Override
  public MessageType type() {
    return MessageType.RECALL_CHUNK;
  }
}
