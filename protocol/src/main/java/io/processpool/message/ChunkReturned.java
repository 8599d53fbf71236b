package io.processpool.message;

/**
 * Worker to coordinator: none of this chunk has begun or will; another worker may have it.
 *
 * @param job the job
 * @param lease which sending of the chunk
 */
public record ChunkReturned(int job, long lease) implements Message {
  @Override
  public MessageType type() {
    return MessageType.CHUNK_RETURNED;
  }
}
