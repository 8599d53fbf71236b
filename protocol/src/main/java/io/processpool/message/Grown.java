package io.processpool.message;

/**
 * Worker to coordinator: I hold more memory than I may; replace me.
 *
 * @param baseBytes what it held after its first chunk
 * @param heldBytes what it holds now
 */
public record Grown(long baseBytes, long heldBytes) implements Message {
  @Override
  public MessageType type() {
    return MessageType.GROWN;
  }
}
