package io.processpool.message;

/**
 * Worker to coordinator: the initializer failed; I end.
 *
 * @param failure what it threw
 */
public record StartFailed(RemoteFailure failure) implements Message {
  @Override
  public MessageType type() {
    return MessageType.START_FAILED;
  }
}
