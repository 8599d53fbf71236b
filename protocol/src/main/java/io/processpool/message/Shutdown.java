package io.processpool.message;

/** Coordinator to worker: say goodbye and go. */
public record Shutdown() implements Message {
  @Override
  public MessageType type() {
    return MessageType.SHUTDOWN;
  }
}
