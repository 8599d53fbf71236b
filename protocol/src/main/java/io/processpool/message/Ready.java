package io.processpool.message;

/** Worker to coordinator: initialized, give me work. */
public record Ready() implements Message {
  @Override
  public MessageType type() {
    return MessageType.READY;
  }
}
