package io.processpool.message;

/**
 * Coordinator to worker: I know the token; prove that you do.
 *
 * @param nonce 32 fresh random bytes
 * @param proof the coordinator's HMAC over both nonces and the worker's claim
 */
public record Challenge(byte[] nonce, byte[] proof) implements Message {
  @Override
  public MessageType type() {
    return MessageType.CHALLENGE;
  }
}
